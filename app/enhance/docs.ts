/** Starts Swagger UI. Its bundle is a classic script that leaves one global behind. */
interface SwaggerWindow {
  SwaggerUIBundle?: (options: Record<string, unknown>) => unknown
}

const { SwaggerUIBundle } = window as SwaggerWindow
SwaggerUIBundle?.({
  url: '/api/v1/openapi.json',
  dom_id: '#api-reference',
  deepLinking: true,
  docExpansion: 'list',
  defaultModelsExpandDepth: 0,
  displayRequestDuration: true,
  syntaxHighlight: { activate: false },
})
