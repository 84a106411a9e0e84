/** `npm run reset`: empties the local state. The next start begins with new demo stores. */
import { rmSync } from 'node:fs'
import path from 'node:path'
import { ROOT } from './environment.mjs'

rmSync(path.join(ROOT, '.wrangler', 'state'), { recursive: true, force: true })
console.log('The local state is empty. `npm start` fills the demo stores again.')
