/**
 * The storefront never hydrates, so the scripts that Remix builds for the browser are not shipped: only what pages do
 * load (styles, fonts, and the files of `static-scripts`) goes out. Runs last, when the build's manifest is written.
 */
import type { Plugin } from 'vite'

export function withoutClientChunks(): Plugin {
  return {
    name: 'without-client-chunks',
    enforce: 'post',
    apply: (_config, { command, isSsrBuild }) => command === 'build' && !isSsrBuild,
    generateBundle: {
      order: 'post',
      handler(_options, files) {
        for (const [name, file] of Object.entries(files)) if (file.type === 'chunk') delete files[name]
      },
    },
  }
}
