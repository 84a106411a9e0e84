/** Who may import whom: arrows point inwards (docs in ARCHITECTURE.md). Tests may look at anything beside them. */
const TEST = '\\.test\\.tsx?$|/testing\\.ts$|^tests/'

const only = (name, from, allowed, comment) => ({
  name,
  comment,
  severity: 'error',
  from: { path: from, pathNot: TEST },
  to: { pathNot: [...allowed, 'node_modules', '^cloudflare:', '^node:'], dependencyTypesNot: ['core'] },
})

module.exports = {
  forbidden: [
    only('domain-stands-alone', '^domain/', ['^domain/'], 'Rules know nothing of the world.'),
    {
      ...only('domain-without-packages', '^domain/', ['^domain/']),
      to: { path: 'node_modules', dependencyTypesNot: ['core'] },
    },
    {
      ...only(
        'contract-knows-the-domain',
        '^contract/',
        ['^contract/', '^domain/'],
        'client.ts has the one type import.',
      ),
      from: { path: '^contract/', pathNot: `${TEST}|^contract/client\\.ts$` },
    },
    only(
      'objects-know-the-domain',
      '^durable-objects/',
      ['^durable-objects/', '^domain/'],
      'The world reaches them by subclass.',
    ),
    only(
      'api-knows-inner-layers',
      '^workers/api/',
      ['^workers/api/', '^durable-objects/', '^contract/', '^domain/'],
      'The API imports no other Worker and no page.',
    ),
    only('notifications-alone', '^workers/notifications/', ['^workers/notifications/', '^contract/', '^domain/']),
    only('edge-alone', '^workers/edge/', ['^workers/edge/', '^contract/', '^domain/']),
    {
      ...only('app-knows-the-contract', '^app/', [
        '^app/',
        '^contract/',
        '^domain/',
        '^openapi\\.json',
        '(^|/)build/server/',
      ]),
      from: { path: '^app/', pathNot: `${TEST}|^app/vite\\.config\\.ts$|^app/plugins/` },
    },
    {
      name: 'db-is-innermost',
      comment: 'db ← services ← routes ← app ← index',
      severity: 'error',
      from: { path: '^workers/api/db/', pathNot: TEST },
      to: { path: '^workers/api/(services|routes|middleware|app\\.ts|index\\.ts)' },
    },
    {
      name: 'services-know-no-routes',
      severity: 'error',
      from: { path: '^workers/api/services/', pathNot: TEST },
      to: { path: '^workers/api/(routes|middleware|app\\.ts|index\\.ts)' },
    },
    {
      name: 'routes-touch-no-tables',
      comment: 'A route that names a table could forget the store.',
      severity: 'error',
      from: { path: '^workers/api/routes/', pathNot: TEST },
      to: { path: '^workers/api/db/(schema|queries)' },
    },
    {
      name: 'no-circles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-orphans',
      severity: 'error',
      from: { orphan: true, path: '^(domain|contract|workers|durable-objects)/', pathNot: `${TEST}|\\.d\\.ts$` },
      to: {},
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(build|dist|node_modules/\\.vite)/' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'workerd', 'default'] },
  },
}
