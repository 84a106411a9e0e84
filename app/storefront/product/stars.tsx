/** One star on a 24 px grid, from its top: five in a row are drawn as one path. */
const STAR =
  'l2.600 5.400 5.900.800-4.300 4.100 1.050 5.900-5.250-2.800-5.250 2.800 1.050-5.900-4.300-4.100 5.900-.800z'
const FIVE = [12, 36, 60, 84, 108].map((x) => `M${x} 3.500${STAR}`).join('')
const WIDTH = 120

/** Out of five, the empty ones drawn too; hidden from assistive technology, since words beside it say the number. */
export const Stars = ({ value }: { value: number }) => {
  const filled = Math.round((WIDTH * value) / 5)
  return (
    <svg className="stars" viewBox={`0 0 ${WIDTH} 24`} width="80" height="16" aria-hidden="true" focusable="false">
      <path className="stars__empty" d={FIVE} />
      <svg width={filled} height="24" viewBox={`0 0 ${filled} 24`} aria-hidden="true">
        <path fill="currentColor" d={FIVE} />
      </svg>
    </svg>
  )
}
