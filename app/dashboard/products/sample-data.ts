/** Eight products of nobody's, to see a store filled. Pictures are our own, beside the app in public/samples. */
import { exponentOf } from '#domain/currencies.ts'

export interface SampleProduct {
  slug: string
  title: string
  text: string
  category: string
  /** Hundredths: 24.00 where a currency has cents, 2,400 where it has none. */
  price: number
  quantity: number
  option?: { name: string; values: string[] }
  picture: { file: string; alt: string }
}

const CATEGORIES = [
  { slug: 'sample-table', name: 'Table', parent: null, position: 1, description: 'For eating, drinking and sharing.' },
  { slug: 'sample-home', name: 'Home', parent: null, position: 2, description: 'Light, cloth and small things.' },
]

export const SAMPLE_PRODUCTS: SampleProduct[] = [
  {
    slug: 'sample-speckled-mug',
    title: 'Speckled mug',
    category: 'sample-table',
    price: 2200,
    quantity: 24,
    text: 'A straight mug for coffee, tea or soup. Replace this text with what makes yours worth having.',
    option: { name: 'Glaze', values: ['Sand', 'Indigo', 'Moss'] },
    picture: { file: 'mug.webp', alt: 'Three stoneware mugs standing together in sand, indigo and moss glaze' },
  },
  {
    slug: 'sample-breakfast-bowl',
    title: 'Breakfast bowl',
    category: 'sample-table',
    price: 1800,
    quantity: 40,
    text: 'Deep enough for porridge, wide enough for salad. Say here how large it is and whether it may go in the oven.',
    picture: { file: 'bowl.webp', alt: 'Deep stoneware bowl in warm oat glaze with a darker rolled rim' },
  },
  {
    slug: 'sample-water-jug',
    title: 'Water jug',
    category: 'sample-table',
    price: 4600,
    quantity: 9,
    text: 'Holds a litre and pours without a drip. Shoppers like to know the size and the weight.',
    picture: { file: 'jug.webp', alt: 'Round-bellied white jug with a pulled handle and a bare clay foot' },
  },
  {
    slug: 'sample-linen-towel',
    title: 'Linen towel',
    category: 'sample-home',
    price: 1600,
    quantity: 60,
    text: 'Gets softer with every wash. Tell people what it is made of and where.',
    picture: { file: 'towel.webp', alt: 'Linen tea towel with natural stripes hanging from a wooden peg' },
  },
  {
    slug: 'sample-carry-lamp',
    title: 'Lamp to carry',
    category: 'sample-home',
    price: 8900,
    quantity: 5,
    text: 'A light for the table, the step or the tent. Name what is in the box.',
    picture: { file: 'lamp.webp', alt: 'Small lamp with a glowing opal shade, a dark base and an arched cane handle' },
  },
  {
    slug: 'sample-bud-vase',
    title: 'Bud vase',
    category: 'sample-home',
    price: 2800,
    quantity: 0,
    text: 'For one stem at a time. This one is sold out, so that you see how that looks.',
    picture: {
      file: 'vase.webp',
      alt: 'Small round-bellied bud vase with a narrow neck in chalk, holding one dry stem',
    },
  },
  {
    slug: 'sample-notebook',
    title: 'Clothbound notebook',
    category: 'sample-home',
    price: 1900,
    quantity: 80,
    text: 'Opens flat and takes ink well. How many pages, and are they ruled?',
    option: { name: 'Paper', values: ['Plain', 'Ruled'] },
    picture: {
      file: 'notebook.webp',
      alt: 'Clothbound notebook in ink standing upright with its cream pages and ribbon showing',
    },
  },
  {
    slug: 'sample-tote',
    title: 'Canvas tote',
    category: 'sample-home',
    price: 3200,
    quantity: 30,
    text: 'Carries a market’s worth. Show it on a shoulder for its size.',
    picture: { file: 'tote.webp', alt: 'Upright canvas tote in natural with long handles and double stitching' },
  },
]

/** The file that an import takes: `tradewind-catalogue/1`. */
export function sampleCatalogue(currency: string) {
  const scale = exponentOf(currency) === 3 ? 10 : 1
  return {
    format: 'tradewind-catalogue/1',
    store: { currency },
    categories: CATEGORIES,
    products: SAMPLE_PRODUCTS.map(({ slug, title, text, category, price, quantity, option }, index) => ({
      slug,
      title,
      description_html: `<p>${text}</p>`,
      vendor: '',
      product_type: '',
      tags: ['sample'],
      categories: [category],
      featured: index < 4,
      status: 'active',
      options: option ? [option] : [],
      variants: (option?.values ?? [null]).map((value) => ({
        sku: [slug, value].filter(Boolean).join('-').toUpperCase().slice(0, 40),
        options: value === null ? [] : [value],
        price_minor: price * scale,
        quantity,
      })),
    })),
  }
}
