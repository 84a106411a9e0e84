/**
 * Two builds, both from the root of the repository unless a folder is named:
 *
 *   1. remix vite:build --config app/vite.config.ts
 *      → build/client (static files; immutable ones under /assets) and build/server/index.js
 *   2. cd app && wrangler pages functions build --minify --outdir ../dist/app --build-output-directory ../build/client
 *      → dist/app/index.js, the Worker that Pages runs (functions/[[path]].ts + the server build)
 *
 * Development: `remix vite:dev --config app/vite.config.ts`, with the API running beside it in `wrangler dev`.
 */
import { cloudflareDevProxyVitePlugin, vitePlugin as remix } from '@remix-run/dev'
import { defineConfig } from 'vite'
import { devCookies, sendWithAnswer } from './plugins/dev-cookies.ts'
import { staticScripts } from './plugins/static-scripts.ts'
import { withoutClientChunks } from './plugins/without-client-chunks.ts'
import { type AppEnv, createRequestContext } from './server/load-context.ts'
import { refreshSession } from './server/session.ts'

/** React 18 has no edge build: these conditions choose its browser one, the only one that runs in workerd. */
const WORKERD = ['workerd', 'worker', 'browser']

/** What the front door does elsewhere, but for the check of a form's origin. */
async function createDevContext(request: Request, env: AppEnv) {
  const context = await createRequestContext(request, env)
  sendWithAnswer(context.setCookies)
  await refreshSession(context)
  return context
}

export default defineConfig(({ command }) => ({
  publicDir: 'app/public',
  plugins: [
    command === 'serve' &&
      cloudflareDevProxyVitePlugin<AppEnv, never>({
        configPath: './app/wrangler.toml',
        persist: { path: '.wrangler/state/v3' },
        getLoadContext: ({ request, context }) => createDevContext(request, context.cloudflare.env),
      }),
    devCookies(),
    remix({
      appDirectory: 'app',
      buildDirectory: 'build',
      future: {
        v3_fetcherPersist: true,
        v3_lazyRouteDiscovery: true,
        v3_relativeSplatPath: true,
        v3_routeConfig: true,
        v3_singleFetch: true,
        v3_throwAbortReason: true,
      },
    }),
    staticScripts(),
    withoutClientChunks(
      (route) => /^(dashboard|platform\/(staff|ui))\//.test(route) && !/\/first-admin-page\./.test(route),
    ),
  ],
  build: {
    target: 'es2022',
    assetsInlineLimit: 0,
    rollupOptions: {
      onwarn(warning, warn) {
        // zod places its purity comments where esbuild wants them; Rollup says so once per comment.
        if (warning.code !== 'INVALID_ANNOTATION') warn(warning)
      },
    },
  },
  resolve: { mainFields: ['browser', 'module', 'main'] },
  ssr: { resolve: { conditions: WORKERD, externalConditions: ['workerd', 'worker'] } },
  server: {
    host: '127.0.0.1',
    port: 5173,
    allowedHosts: ['.localhost'],
    // What the edge Worker does elsewhere: pictures and the API have the shop's own address.
    proxy: { '^/(api|media)/': 'http://127.0.0.1:8787' },
  },
}))
