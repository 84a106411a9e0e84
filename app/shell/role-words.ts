/** Roles as people read them. What each may do is decided in #domain/permissions.ts and nowhere else. */
import type { MemberRole, PlatformRole } from '#domain/permissions.ts'

interface RoleWords {
  label: string
  means: string
}

export const ROLE_WORDS: Record<MemberRole, RoleWords> = {
  owner: { label: 'Owner', means: 'Everything, including transferring ownership.' },
  manager: { label: 'Manager', means: 'Stores, products, domains, API keys and the team.' },
  staff: { label: 'Staff', means: 'Products and stock.' },
  viewer: { label: 'Viewer', means: 'Sees everything in the stores, changes nothing.' },
}

export const PLATFORM_ROLE_WORDS: Record<PlatformRole, RoleWords> = {
  admin: { label: 'Administrator', means: 'Everything on the platform, and who works for it.' },
  moderator: { label: 'Moderator', means: 'Sees all businesses, suspends and resumes them.' },
}
