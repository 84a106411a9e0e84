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
      name: 'routes-are-outermost',
      comment: 'routes → actions → queries → tables: only app.ts knows routes.',
      severity: 'error',
      from: { path: '^workers/api/', pathNot: `${TEST}|^workers/api/app\\.ts$` },
      to: { path: '^workers/api/.*routes\\.ts$' },
    },
    {
      name: 'routes-touch-no-tables',
      comment: 'A route that names a table could forget the store.',
      severity: 'error',
      from: { path: '^workers/api/.*routes\\.ts$', pathNot: TEST },
      to: { path: '^workers/api/db/tables/' },
    },
    {
      name: 'http-and-db-know-no-noun',
      severity: 'error',
      from: { path: '^workers/api/(http|db|lib|config)/', pathNot: TEST },
      to: { path: '^workers/api/', pathNot: '^workers/api/(http|db|lib|config)/' },
    },
    {
      name: 'shop-and-dashboard-apart',
      comment:
        'A store sends no line of the dashboard, nor the other way round: what both need lies in ui/ or server/.',
      severity: 'error',
      from: { path: '^app/(storefront|dashboard)/', pathNot: TEST },
      to: { path: '^app/(storefront|dashboard)/', pathNot: '^app/$1/' },
    },
    {
      name: 'design-system-and-server-know-no-area',
      comment: 'ui ← server ← shell ← the areas; of tests only those of a page look up.',
      severity: 'error',
      from: { path: '^app/(ui|server|shell)/', pathNot: TEST },
      to: { path: '^app/', pathNot: '^app/(ui|server|shell)/' },
    },
    {
      name: 'design-system-is-innermost',
      severity: 'error',
      from: { path: '^app/ui/', pathNot: TEST },
      to: { path: '^app/', pathNot: '^app/ui/' },
    },
    {
      name: 'server-knows-no-frame',
      severity: 'error',
      from: { path: '^app/server/', pathNot: TEST },
      to: { path: '^app/shell/' },
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
