import type { Image } from '#contract/catalogue.ts'
import { Picture } from './picture.tsx'

const MAIN_SIZES = '(min-width: 1280px) 640px, (min-width: 768px) 52vw, 100vw'

/** A strip to swipe; the thumbnails are links to places in it, so that they work without a script. */
export function Gallery({ images, title }: { images: Image[]; title: string }) {
  if (images.length < 2) {
    return (
      <div className="gallery">
        <Picture image={images[0] ?? null} title={title} sizes={MAIN_SIZES} isFirst />
      </div>
    )
  }
  return (
    <section className="gallery" aria-label={`Pictures of ${title}`} data-gallery>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <ul className="gallery__strip" tabIndex={0}>
        {images.map((image, index) => (
          <li key={image.id} id={`picture-${index + 1}`}>
            <Picture image={image} title={title} sizes={MAIN_SIZES} isFirst={index === 0} />
          </li>
        ))}
      </ul>
      <ul className="gallery__thumbnails">
        {images.map((image, index) => (
          <li key={image.id}>
            <a href={`#picture-${index + 1}`} aria-label={`Show picture ${index + 1} of ${images.length}`}>
              <Picture image={image} title={title} sizes="80px" isDecorative />
            </a>
          </li>
        ))}
      </ul>
    </section>
  )
}
