/** Stands where a picture is still to come: a quiet vessel in the theme's own colours. */
export function Placeholder({ label }: { label?: string | undefined }) {
  return (
    <span className="picture picture--pending">
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
        <path className="placeholder__table" d="M0 372h400v128H0Z" />
        <ellipse className="placeholder__shadow" cx="214" cy="384" rx="94" ry="12" />
        <path
          className="placeholder__vessel"
          d="M172 176c0 26-46 52-46 122 0 46 26 84 74 84s74-38 74-84c0-70-46-96-46-122Z"
        />
        <path className="placeholder__light" d="M164 226c-14 20-22 44-22 74 0 20 6 38 15 52-4-40-4-86 7-126Z" />
        <ellipse className="placeholder__rim" cx="200" cy="176" rx="28" ry="7" />
      </svg>
    </span>
  )
}
