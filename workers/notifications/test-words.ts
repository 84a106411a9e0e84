/** For tests: what a reader of a mail reads. */

/** The words of the HTML, as a reader sees them: no markup, no invisible preview filler, single spaces. */
export const wordsOf = (html: string) =>
  html
    .replace(/<style>[^<]*/g, '')
    .replace(/<[^>]*>?/g, ' ')
    .replace(/&#x27;/g, "'")
    .replace(/&amp;/g, '&')
    .replace(/\s+/g, ' ')
