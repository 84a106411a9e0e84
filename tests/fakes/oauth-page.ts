/** The page of the stand-in on which a person, or a test in a browser, says who they are. Works without JavaScript. */
const inHtml = (text: string) => text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`)

export function authorizePage(url: URL, provider: 'google' | 'github'): Response {
  const hidden = [...url.searchParams].map(
    ([name, value]) => `<input type="hidden" name="${inHtml(name)}" value="${inHtml(value)}">`,
  )
  const title = provider === 'google' ? 'Google (stand-in)' : 'GitHub (stand-in)'
  const html = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>${title}</title></head><body>
<h1>${title}</h1>
<form method="get" action="${inHtml(url.pathname)}">
  ${hidden.join('\n  ')}
  <p><label>E-mail <input name="email" type="email" required></label></p>
  <p><label>Name <input name="name"></label></p>
  <p><label>Verified <select name="verified"><option>true</option><option>false</option></select></label></p>
  <p><button>Continue</button> <button name="deny" value="1" formnovalidate>Cancel</button></p>
</form></body></html>`
  return new Response(html, { headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' } })
}
