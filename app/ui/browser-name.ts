/** "Chrome on Windows", from what a browser calls itself. On the server only: the tables are large. */
import Bowser from 'bowser'

export function browserName(userAgent: string): string {
  if (userAgent.trim() === '') return 'Unknown device'
  const { browser, os } = Bowser.parse(userAgent)
  if (!browser.name) return 'Unknown browser'
  return os.name ? `${browser.name} on ${os.name}` : browser.name
}
