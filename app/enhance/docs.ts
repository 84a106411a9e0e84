/** Starts Swagger UI. Its bundle is a classic script that leaves one global behind. */
interface SwaggerWindow {
  SwaggerUIBundle?: (options: Record<string, unknown>) => unknown
}

const { SwaggerUIBundle } = window as SwaggerWindow
SwaggerUIBundle?.({
  url: '/api/v1/openapi.json',
  dom_id: '#api-reference',
  docExpansion: 'list',
  defaultModelsExpandDepth: 0,
  displayRequestDuration: true,
  syntaxHighlight: { activate: false },
  onComplete: fitIntoPage,
})

/** It brings a main region of its own, so ours steps back; and settings without a name. */
function fitIntoPage(): void {
  const ours = document.querySelector('main#main')
  const theirs = document.querySelector('#api-reference main')
  if (ours && theirs) {
    const plain = document.createElement('div')
    plain.className = 'main'
    plain.id = ours.id
    plain.tabIndex = -1
    plain.replaceChildren(...ours.childNodes)
    ours.replaceWith(plain)
  }
  document.querySelector('#servers')?.setAttribute('aria-label', 'Server')
  const settings = document.querySelector('.scheme-container')
  settings?.setAttribute('role', 'region')
  settings?.setAttribute('aria-label', 'Server and authorisation')
}
