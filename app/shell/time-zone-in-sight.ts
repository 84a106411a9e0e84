/** Whose clocks the dashboard goes by: those of the store in sight, or of the business where all its stores have the same; else UTC. */
import { createContext, useContext } from 'react'
import type { MemberOf } from '#contract/identity.ts'
import { UTC } from '#domain/time-zone.ts'

export const TimeZoneContext = createContext(UTC)
export const useTimeZone = (): string => useContext(TimeZoneContext)

export function timeZoneInSight(member: MemberOf | null, storeId: string | undefined): string {
  const stores = member?.stores ?? []
  const zones = new Set(stores.map(({ time_zone }) => time_zone))
  const shared = zones.size === 1 ? [...zones][0] : undefined
  return stores.find(({ id }) => id === storeId)?.time_zone ?? shared ?? UTC
}
