/**
 * `npm run generate:lockfile`: a lockfile that `npm ci` takes on every platform. npm leaves out optional packages of
 * platforms other than the present one and then refuses the file for lacking them; here they are written in. Also strips
 * registry addresses, so that the file says what, not from where.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { ROOT } from './environment.mjs'

const file = path.join(ROOT, 'package-lock.json')
const lock = JSON.parse(readFileSync(file, 'utf8'))
let added = 0

for (const [location, entry] of Object.entries(lock.packages)) {
  delete entry.resolved
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    if (!/^\d/.test(version) || isThere(location, name)) continue
    const parent = location.slice(0, location.lastIndexOf('node_modules/') + 'node_modules/'.length)
    lock.packages[`${parent}${name}`] = { version, optional: true, ...platformOf(name) }
    added++
  }
}

lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1)))
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`)
console.log(`package-lock.json: ${added} packages of other platforms written in.`)

/** Whether a package at `location` would find `name`: beside itself or further up. */
function isThere(location, name) {
  for (let folder = location; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')))) {
    if (lock.packages[`${folder ? `${folder}/` : ''}node_modules/${name}`]) return true
    if (folder === '') return false
  }
}

/** Package names of native builds carry their platform: `@rollup/rollup-darwin-arm64`. */
function platformOf(name) {
  const systems = ['aix', 'android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'openharmony', 'sunos', 'win32']
  const processors = ['arm64', 'arm', 'ia32', 'loong64', 'mips64el', 'ppc64', 'riscv64', 's390x', 'x64']
  const words = name.replace('windows', 'win32').split(/[-_/]/)
  const os = systems.find((system) => words.includes(system))
  const cpu = processors.find((processor) => words.includes(processor)) ?? (words.includes('64') ? 'x64' : undefined)
  return { ...(os ? { os: [os] } : {}), ...(cpu ? { cpu: [cpu] } : {}) }
}
