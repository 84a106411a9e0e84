/** Which of somebody's businesses and stores the dashboard shows. Also runs in browsers. */
import type { MemberOf } from '#contract/identity.ts'

interface Place {
  storeId: string | undefined
  businessId: string | null
}

/** A store of nobody's that is in the address is none: its page says so, and the first business stays around it. */
export function chosenMember(memberships: MemberOf[], { storeId, businessId }: Place): MemberOf | null {
  const byStore = memberships.find(({ stores }) => stores.some(({ id }) => id === storeId))
  const byBusiness = memberships.find(({ tenant }) => tenant.id === businessId)
  return byStore ?? byBusiness ?? memberships[0] ?? null
}

export function chosenStore(member: MemberOf | null, storeId: string | undefined) {
  return member?.stores.find(({ id }) => id === storeId) ?? member?.stores[0] ?? null
}

/** The address of a page about a business. The first one needs no name. */
export function businessHref(path: string, member: MemberOf, memberships: MemberOf[]): string {
  return member.tenant.id === memberships[0]?.tenant.id ? path : `${path}?business=${member.tenant.id}`
}
