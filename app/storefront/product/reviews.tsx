import type { Product } from '#contract/catalogue.ts'
import { type DateSpeaker, dateText } from '#domain/dates.ts'
import { Rating } from './rating.tsx'
import { Stars } from './stars.tsx'

interface Props {
  reviews: Product['reviews']
  rating: Product['rating']
  store: DateSpeaker
}

export function Reviews({ reviews, rating, store }: Props) {
  if (reviews.length === 0) return null
  return (
    <section className="section reviews" id="reviews" aria-labelledby="reviews-title">
      <h2 id="reviews-title">Reviews</h2>
      {rating ? <Rating average={rating.average} count={rating.count} isWide /> : null}
      <ul className="reviews__list">
        {reviews.map((review) => (
          <li key={review.id}>
            <article className="review">
              <p className="review__stars">
                <span className="visually-hidden">{review.rating} out of 5 stars</span>
                <Stars value={review.rating} />
              </p>
              <h3>{review.title}</h3>
              <p>{review.comment}</p>
              <p className="muted">
                {review.author_name}, <time dateTime={review.created_at}>{dateText(review.created_at, store)}</time>
              </p>
            </article>
          </li>
        ))}
      </ul>
    </section>
  )
}
