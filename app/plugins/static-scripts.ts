/**
 * `import url from './client/index.ts?script'` gives the address of one self-contained, hashed file under /assets.
 * Pages load it as it is; no framework and no page module comes with it. `?inline-script` gives its text instead.
 */
import { createHash } from 'node:crypto'
import path from 'node:path'
import { build, type Plugin } from 'vite'

const SUFFIX = '?script'
const INLINE_SUFFIX = '?inline-script'

export function staticScripts(): Plugin {
  let root = process.cwd()
  let isBuild = false
  let isServerBuild = false
  return {
    name: 'static-scripts',
    enforce: 'pre',
    configResolved(config) {
      root = config.root
      isBuild = config.command === 'build'
      isServerBuild = Boolean(config.build.ssr)
    },
    async resolveId(source, importer) {
      const suffix = [SUFFIX, INLINE_SUFFIX].find((known) => source.endsWith(known))
      if (suffix === undefined) return null
      const file = await this.resolve(source.slice(0, -suffix.length), importer)
      return file ? `${file.id}${suffix}` : null
    },
    async load(id) {
      if (id.endsWith(INLINE_SUFFIX)) {
        return `export default ${JSON.stringify(await bundle(id.slice(0, -INLINE_SUFFIX.length)))}`
      }
      if (!id.endsWith(SUFFIX)) return null
      const file = id.slice(0, -SUFFIX.length)
      // Vite serves the source itself in development, with its types stripped.
      if (!isBuild) return `export default ${JSON.stringify(`/${path.relative(root, file)}`)}`
      const code = await bundle(file)
      const hash = createHash('sha256').update(code).digest('base64url').slice(0, 8)
      const name =
        path.basename(file, '.ts') === 'index' ? path.basename(path.dirname(file)) : path.basename(file, '.ts')
      const fileName = `assets/${name}-${hash}.js`
      // The hash is of the content, so the server's build names the file that the client's build wrote.
      if (!isServerBuild) this.emitFile({ type: 'asset', fileName, source: code })
      return `export default ${JSON.stringify(`/${fileName}`)}`
    },
  }
}

async function bundle(entry: string): Promise<string> {
  const result = await build({
    configFile: false,
    publicDir: false,
    logLevel: 'warn',
    build: { write: false, target: 'es2022', rollupOptions: { input: entry, output: { format: 'es' } } },
  })
  const outputs = (Array.isArray(result) ? result : [result]).flatMap((part) => ('output' in part ? part.output : []))
  const chunks = outputs.filter((output) => output.type === 'chunk')
  if (chunks.length !== 1) throw new Error(`${entry} must bundle into one file, not ${chunks.length}`)
  return chunks.map((chunk) => chunk.code).join('')
}
