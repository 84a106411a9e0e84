import { StarIcon } from '../../ui/icons.tsx'
import { Stars } from './stars.tsx'

interface Props {
  average: number
  count: number
  /** With all five stars, where there is room for them. */
  isWide?: boolean
}

export function Rating({ average, count, isWide = false }: Props) {
  return (
    <span className="rating">
      {isWide ? <Stars value={average} /> : <StarIcon />} <span className="visually-hidden">Rated </span>
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
