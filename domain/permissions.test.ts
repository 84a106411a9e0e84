import { describe, expect, test } from 'vitest'
import {
  ACTION_NAMES,
  ACTIONS,
  actionsOf,
  assignableRoles,
  KEY_SCOPES,
  MEMBER_ROLES,
  roleCan,
  scopeOf,
} from './permissions.ts'

describe('the table of permissions', () => {
  test('gives a higher role everything that a lower one has', () => {
    for (let i = 1; i < MEMBER_ROLES.length; i++) {
      const [higher, lower] = [MEMBER_ROLES[i - 1], MEMBER_ROLES[i]]
      if (!higher || !lower) throw new Error('A role is missing')
      expect(actionsOf(higher)).toEqual(expect.arrayContaining(actionsOf(lower)))
      expect(actionsOf(higher).length).toBeGreaterThan(actionsOf(lower).length)
    }
  })

  test('lets a viewer change nothing', () => {
    expect(actionsOf('viewer').filter((action) => !action.endsWith(':read'))).toEqual([])
  })

  test('keeps the platform’s actions and the tenants’ apart', () => {
    for (const action of ACTION_NAMES) {
      const isPlatform = scopeOf(action) === 'platform'
      expect(MEMBER_ROLES.some((role) => roleCan(role, action))).toBe(!isPlatform)
      expect(roleCan('admin', action)).toBe(isPlatform)
    }
  })

  test('gives keys no power over keys, people or domains', () => {
    for (const scope of KEY_SCOPES) {
      expect(scopeOf(scope)).toBe('store')
      expect(scope).not.toMatch(/^(api_keys|domains|members|tenant|store_audit)/)
    }
  })

  test('lets nobody give their own role or a higher one', () => {
    for (const [index, role] of MEMBER_ROLES.entries()) {
      expect(assignableRoles(role).every((given) => MEMBER_ROLES.indexOf(given) > index)).toBe(true)
    }
    expect(assignableRoles('staff')).toEqual([])
  })

  test('says in words what each action means', () => {
    for (const { means } of Object.values(ACTIONS)) expect(means).toMatch(/^[a-z].+[a-z]$/)
  })
})
