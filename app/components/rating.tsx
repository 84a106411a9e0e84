import { StarIcon } from './icons.tsx'

export function Rating({ average, count }: { average: number; count: number }) {
  return (
    <span className="rating">
      <StarIcon />
      <span className="visually-hidden">Rated </span>
      {average.toFixed(1)}
      <span className="visually-hidden"> out of 5, </span>
      <span className="muted">
        {' '}
        ({count}
        <span className="visually-hidden">{count === 1 ? ' review' : ' reviews'}</span>)
      </span>
    </span>
  )
}
