/**
 * Only some pages hydrate, so of the scripts that Remix builds for the browser only theirs are shipped: its client, the
 * root, the routes that `keepsRoute` names by their path below `app/`, and what those import. Styles, fonts and the files of `static-scripts` go out
 * as they are. Runs last, when the build's manifest is written.
 */
import path from 'node:path'
import type { Plugin, Rollup } from 'vite'

const APP = path.resolve(import.meta.dirname, '..')

export function withoutClientChunks(keepsRoute: (file: string) => boolean): Plugin {
  const isWanted = ({ isEntry, facadeModuleId }: Rollup.OutputChunk) => {
    if (!isEntry || !facadeModuleId) return false
    const [file = '', query = ''] = facadeModuleId.split('?')
    const name = path.relative(APP, file)
    const isRoute = query.startsWith('__remix-build-client-route') && !name.startsWith('root.')
    return !isRoute || keepsRoute(name)
  }
  return {
    name: 'without-client-chunks',
    enforce: 'post',
    apply: (_config, { command, isSsrBuild }) => command === 'build' && !isSsrBuild,
    generateBundle: {
      order: 'post',
      handler(_options, files) {
        const kept = new Set<string>()
        const keep = (name: string) => {
          const file = files[name]
          if (file?.type !== 'chunk' || kept.has(name)) return
          kept.add(name)
          for (const imported of [...file.imports, ...file.dynamicImports]) keep(imported)
        }
        for (const [name, file] of Object.entries(files)) if (file.type === 'chunk' && isWanted(file)) keep(name)
        for (const [name, file] of Object.entries(files)) {
          if (file.type === 'chunk' && !kept.has(name)) delete files[name]
        }
      },
    },
  }
}
