/**
 * A product picture: its place is kept before it arrives, on a ground in its own dominant colour. The ground is drawn
 * with an SVG attribute, since the content security policy takes no inline style.
 */

import type { Image } from '#contract/catalogue.ts'
import { IMAGE_WIDTHS } from '#contract/catalogue.ts'
import { Placeholder } from './placeholder.tsx'

/** What pictures are taken at; used while the real size is not known. */
const DEFAULT_SIZE = { width: 1200, height: 1500 }

interface Props {
  image: Image | null
  /** What it shows, in a word or two: its initials stand where the picture is missing. */
  title: string
  /** The `sizes` attribute: how wide the picture is shown. */
  sizes: string
  /** The first picture of a page comes at once; all others wait until they are near. */
  isFirst?: boolean
  /** Where the words beside it already say what it shows. */
  isDecorative?: boolean
}

export function Picture({ image, title, sizes, isFirst = false, isDecorative = false }: Props) {
  if (!image?.url) return <Placeholder title={title} label={isDecorative ? undefined : image?.alt || title} />
  return (
    <span className="picture">
      {image.color ? <Ground color={image.color} /> : null}
      <img
        src={`${image.url}?w=640`}
        srcSet={srcSetOf(image.url)}
        sizes={sizes}
        width={image.width ?? DEFAULT_SIZE.width}
        height={image.height ?? DEFAULT_SIZE.height}
        alt={isDecorative ? '' : image.alt}
        loading={isFirst ? 'eager' : 'lazy'}
        decoding="async"
        {...(isFirst ? FIRST : {})}
      />
    </span>
  )
}

/** React 18 knows the attribute in lower case only, and its types not at all. */
const FIRST = { fetchpriority: 'high' }

const srcSetOf = (url: string) => IMAGE_WIDTHS.map((width) => `${url}?w=${width} ${width}w`).join(', ')

const Ground = ({ color }: { color: string }) => (
  <svg className="picture__ground" aria-hidden="true" focusable="false">
    <rect width="100%" height="100%" fill={color} />
  </svg>
)
