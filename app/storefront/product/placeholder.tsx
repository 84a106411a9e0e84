import { initialsOf } from './initials.ts'

interface Props {
  /** What the picture would show. */
  title: string
  /** Read out, where no words beside it say the same. */
  label?: string | undefined
}

/** Stands wherever a picture is missing: a quiet field in the theme's own colours, with the initials of what it is. */
export function Placeholder({ title, label }: Props) {
  return (
    <span className="picture picture--missing">
      <svg
        className="placeholder"
        viewBox="0 0 400 500"
        preserveAspectRatio="xMidYMid slice"
        focusable="false"
        aria-hidden={label ? undefined : true}
        role={label ? 'img' : undefined}
        aria-label={label}
      >
        <rect className="placeholder__ground" width="400" height="500" />
        <text className="placeholder__initials" x="200" y="250" textAnchor="middle" dominantBaseline="central">
          {initialsOf(title)}
        </text>
      </svg>
    </span>
  )
}
