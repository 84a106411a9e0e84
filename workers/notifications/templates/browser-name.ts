/** The browser that something was done with, as its owner knows it: `Chrome on Windows`. */
import Bowser from 'bowser'

/** What a browser says about itself fits in this; a client may send anything, of any length. */
const LONGEST_READ = 512
const LONGEST_SHOWN = 120

/** Empty where the client said nothing; the client's own words where nobody knows it. */
export function browserName(userAgent: string): string {
  const given = userAgent.trim().slice(0, LONGEST_READ)
  if (given === '') return ''
  const { browser, os } = Bowser.parse(given)
  if (browser.name && os.name) return `${browser.name} on ${os.name}`
  return given.slice(0, LONGEST_SHOWN)
}
