/** Products and categories as a storefront reads them. */
import * as z from 'zod'
import { MEASURE_MAX_MILLI, MEASURE_UNITS } from '#domain/unit-price.ts'
import { listOf, PageQuery } from './envelope.ts'
import { Id, lenientLine, Money, Slug, Timestamp } from './primitives.ts'

export const AVAILABILITY = ['in_stock', 'low_stock', 'backorder', 'sold_out'] as const
/** From this many pieces down a variant is "low": the storefront says how many are left. */
export const LOW_STOCK_AT = 3

/** Widths that `/media/{key}?w=` renders; any other is refused, so that nobody can fill a cache with sizes. */
export const IMAGE_WIDTHS = [160, 320, 480, 640, 800, 1200] as const

export const Image = z
  .object({
    id: Id,
    url: z.string().nullable().meta({ description: 'Null while the picture is pending: show a placeholder.' }),
    alt: z.string(),
    width: z.number().int().nullable(),
    height: z.number().int().nullable(),
    color: z.string().nullable().meta({ description: 'Dominant colour as #rrggbb, shown until the picture arrives.' }),
    option_values: z.array(z.string()).nullable().meta({ description: 'The option values that the picture shows.' }),
  })
  .meta({ id: 'Image' })
export type Image = z.infer<typeof Image>

export const Rating = z.object({ average: z.number(), count: z.number().int() }).meta({ id: 'Rating' })

/** What a piece costs when there are so many of one variant in the cart. */
const PriceTier = z.object({ from: z.number().int().min(2), price: Money }).meta({ id: 'PriceTier' })

/** Only in answers to a customer who is logged in and in a group with prices of its own. */
const ForCustomer = {
  ordinary_price: Money.optional().meta({
    description: 'What it costs everybody else, where the customer who is logged in pays less.',
  }),
  tiers: z
    .array(PriceTier)
    .optional()
    .meta({ description: 'What the customer pays for more pieces, if it is another price.' }),
}

const MeasureUnit = z.enum(MEASURE_UNITS)
const MeasureQuantity = z
  .number()
  .min(0.001)
  .max(MEASURE_MAX_MILLI / 1000)
  .meta({ description: 'With three decimals at most.' })

/** How much is in a piece, and for how much of it the price is told. */
export const UnitMeasure = z
  .strictObject({
    total: MeasureQuantity,
    total_unit: MeasureUnit,
    base: MeasureQuantity,
    base_unit: MeasureUnit.meta({ description: 'Of the same kind as `total_unit`.' }),
  })
  .meta({ id: 'UnitMeasure', example: { total: 75, total_unit: 'ml', base: 100, base_unit: 'ml' } })
export type UnitMeasure = z.infer<typeof UnitMeasure>

export const Variant = z
  .object({
    id: Id,
    sku: z.string(),
    title: z.string().meta({ description: 'The option values joined, "Sand / Large"; empty without options.' }),
    options: z.array(z.string()),
    price: Money,
    compare_at: Money.nullable(),
    ...ForCustomer,
    unit_price: z
      .object({ price: Money, measure: UnitMeasure })
      .nullable()
      .meta({ description: 'What `price` is for the base of its measure: 4.00 for 100 ml. Null where none is kept.' }),
    requires_shipping: z.boolean().meta({ description: 'False: nothing of it is sent.' }),
    tax_code: z.string().nullable().meta({ description: 'What a tax service knows it by.' }),
    available: z
      .number()
      .int()
      .min(0)
      .meta({ description: 'From the shelf; `backorder` means that more can be ordered.' }),
    availability: z.enum(AVAILABILITY),
  })
  .meta({ id: 'Variant' })
export type Variant = z.infer<typeof Variant>

export const ProductOption = z.object({ name: z.string(), values: z.array(z.string()) }).meta({ id: 'ProductOption' })

export const ProductSummary = z
  .object({
    id: Id,
    slug: z.string(),
    title: z.string(),
    vendor: z.string(),
    price_min: Money,
    price_max: Money,
    compare_at: Money.nullable(),
    ...ForCustomer,
    availability: z.enum(AVAILABILITY),
    featured: z.boolean(),
    rating: Rating.nullable(),
    image: Image.nullable(),
  })
  .meta({ id: 'ProductSummary' })
export type ProductSummary = z.infer<typeof ProductSummary>

export const ProductList = listOf(ProductSummary)
  .extend({
    total_is_exact: z
      .boolean()
      .meta({ description: 'False: that many at least. Filtered lists are counted only so far.' }),
    corrected_q: z.string().nullable().meta({
      description:
        'What these products were found by where nothing has a word of `q`: the same with words of the store that are one letter apart.',
    }),
  })
  .meta({ id: 'ProductList' })
export type ProductList = z.infer<typeof ProductList>

export const Review = z
  .object({
    id: Id,
    rating: z.number().int().min(1).max(5),
    title: z.string(),
    comment: z.string(),
    author_name: z.string(),
    created_at: Timestamp,
  })
  .meta({ id: 'Review' })

export const MAX_ATTRIBUTES = 50
export const MAX_ATTRIBUTE_NAME = 100
export const MAX_ATTRIBUTE_VALUE = 1000

/** What else is known of a product, "Material: stoneware": plain text. */
export const ProductAttribute = z
  .object({ name: z.string(), value: z.string() })
  .meta({ id: 'ProductAttribute', example: { name: 'Material', value: 'Stoneware' } })
export type ProductAttribute = z.infer<typeof ProductAttribute>

export const CategoryRef = z.object({ slug: z.string(), name: z.string() }).meta({ id: 'CategoryRef' })
export type CategoryRef = z.infer<typeof CategoryRef>

export const Product = ProductSummary.omit({ image: true })
  .extend({
    description_html: z.string().meta({ description: 'Sanitised: safe to place in a page.' }),
    product_type: z.string(),
    tags: z.array(z.string()),
    attributes: z
      .array(ProductAttribute)
      .meta({ description: `What else is known of it, ${MAX_ATTRIBUTES} at most, in the merchant’s order.` }),
    is_gift_card: z.boolean(),
    seo_title: z.string().nullable(),
    seo_description: z.string().nullable(),
    options: z.array(ProductOption),
    variants: z.array(Variant),
    images: z.array(Image),
    breadcrumbs: z.array(CategoryRef).meta({ description: 'From the top category down to the one it is in.' }),
    reviews: z.array(Review).meta({ description: 'The newest ten.' }),
    similar: z.array(ProductSummary).meta({ description: 'Others of its category, at most four.' }),
    updated_at: Timestamp,
  })
  .meta({ id: 'Product' })
export type Product = z.infer<typeof Product>

export interface Category {
  id: string
  slug: string
  name: string
  description: string
  children: Category[]
}
export const Category: z.ZodType<Category> = z
  .object({
    id: Id,
    slug: z.string(),
    name: z.string(),
    description: z.string(),
    get children() {
      return z.array(Category)
    },
  })
  .meta({ id: 'Category' })

/** How many of the categories below one a list names; the list of the category itself has them all. */
export const NAMED_CHILDREN = 5
export const MAX_CATEGORIES_PER_PAGE = 24

export const CategoryEntry = z
  .object({
    id: Id,
    slug: z.string(),
    name: z.string(),
    description: z.string(),
    image: Image.nullable().meta({
      description: 'Of one of its newest products, if pictures are asked for; null where none of them has one.',
    }),
    children: z.array(CategoryRef).meta({ description: `The first of those below it, ${NAMED_CHILDREN} at most.` }),
    has_more_children: z.boolean(),
  })
  .meta({ id: 'CategoryEntry' })
export type CategoryEntry = z.infer<typeof CategoryEntry>

export const CategoryPageQuery = PageQuery.extend({
  per_page: z.coerce.number().int().min(1).max(MAX_CATEGORIES_PER_PAGE).default(12),
  parent: Slug.optional().meta({ description: 'Slug of the category above; without it: the top ones.' }),
  pictures: z.enum(['true', 'false']).optional().meta({ description: 'Whether each comes with a picture.' }),
})
export type CategoryPageQuery = z.infer<typeof CategoryPageQuery>

export const CategoryPage = z
  .object({
    items: z.array(CategoryEntry),
    has_more: z.boolean().meta({ description: 'Whether there is a page after this one.' }),
    page: z.number().int(),
    per_page: z.number().int(),
    parents: z.array(CategoryRef).meta({ description: 'From the top down to the one asked for; empty at the top.' }),
  })
  .meta({ id: 'CategoryPage' })
export type CategoryPage = z.infer<typeof CategoryPage>

export const MAX_RELATED_CATEGORIES = 24

export const CategoryDetail = z
  .object({
    id: Id,
    slug: z.string(),
    name: z.string(),
    description: z.string(),
    parents: z.array(CategoryRef).meta({ description: 'From the top down to the one above it.' }),
    related: z.array(CategoryRef).meta({
      description: `Those below it or, where there are none, those beside it and itself; ${MAX_RELATED_CATEGORIES} at most.`,
    }),
    related_below: z.string().nullable().meta({ description: 'Slug of the category that those are below.' }),
    has_more_related: z.boolean(),
  })
  .meta({ id: 'CategoryDetail' })
export type CategoryDetail = z.infer<typeof CategoryDetail>

export const PRODUCT_SORTS = ['relevance', 'featured', 'newest', 'price_asc', 'price_desc', 'title'] as const

/** In which currency prices are shown: one of the store's; products without a price in it are shown in its own. */
const PriceCurrency = z
  .string()
  .regex(/^[A-Z]{3}$/)
  .optional()
export const ProductDetailQuery = z.object({ currency: PriceCurrency })

export const ProductQuery = PageQuery.extend({
  sort: z
    .enum(PRODUCT_SORTS)
    .optional()
    .meta({ description: 'Without it: by relevance where words are searched for, else featured ones first.' }),
  category: Slug.optional().meta({ description: 'Category slug; its sub-categories are included.' }),
  q: lenientLine(200).optional().meta({
    description:
      'Words, SKUs or barcodes to search for; the last may be a beginning. Without a letter or digit it finds nothing.',
  }),
  price_min: z.coerce.number().int().min(0).optional().meta({ description: 'Minor units.' }),
  price_max: z.coerce.number().int().min(0).optional().meta({ description: 'Minor units.' }),
  in_stock: z.enum(['true', 'false']).optional(),
  currency: PriceCurrency,
})
export type ProductQuery = z.infer<typeof ProductQuery>
