/** The hashed address of a stand-alone script; see plugins/static-scripts.ts. */
declare module '*?script' {
  const url: string
  export default url
}

/** The same as text, for a `<script>` in the page itself. */
declare module '*?inline-script' {
  const code: string
  export default code
}

/** What `remix vite:build` leaves for the Pages function. */
declare module '*/build/server/index.js' {
  import type { ServerBuild } from '@remix-run/cloudflare'

  const build: ServerBuild & { entry: { module: typeof import('./entry.server.tsx') } }
  export = build
}
