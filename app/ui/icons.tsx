/** Drawn on a 24 px grid with one line width. Always beside words or a label, so hidden from assistive technology. */
import type { ReactNode } from 'react'

const Icon = ({ children }: { children: ReactNode }) => (
  <svg
    className="icon"
    viewBox="0 0 24 24"
    width="24"
    height="24"
    fill="none"
    stroke="currentColor"
    strokeWidth="1.5"
    strokeLinecap="round"
    strokeLinejoin="round"
    aria-hidden="true"
    focusable="false"
  >
    {children}
  </svg>
)

export const MenuIcon = () => (
  <Icon>
    <path d="M4 8h16M4 16h16" />
  </Icon>
)
export const SearchIcon = () => (
  <Icon>
    <circle cx="11" cy="11" r="6.5" />
    <path d="m16 16 4.5 4.5" />
  </Icon>
)
export const BagIcon = () => (
  <Icon>
    <path d="M5 8.5h14l1 11.5H4Z" />
    <path d="M8.5 11V7a3.5 3.5 0 0 1 7 0v4" />
  </Icon>
)
export const CloseIcon = () => (
  <Icon>
    <path d="m7 7 10 10M17 7 7 17" />
  </Icon>
)
export const MinusIcon = () => (
  <Icon>
    <path d="M6 12h12" />
  </Icon>
)
export const PlusIcon = () => (
  <Icon>
    <path d="M6 12h12M12 6v12" />
  </Icon>
)
export const StarIcon = () => (
  <svg className="icon icon--star" viewBox="0 0 24 24" width="16" height="16" aria-hidden="true" focusable="false">
    <path fill="currentColor" d="m12 3.5 2.6 5.4 5.9.8-4.3 4.1 1.05 5.9L12 16.9l-5.25 2.8 1.05-5.9L3.5 9.7l5.9-.8Z" />
  </svg>
)
export const SailIcon = () => (
  <svg className="wordmark__sail" viewBox="0 0 32 32" width="28" height="28" aria-hidden="true" focusable="false">
    <path d="M15 4v20H5.5C7.5 15 11 8.5 15 4Z" fill="currentColor" />
    <path className="wordmark__jib" d="M17.5 7.5c5 3.5 8 9.5 9 16.5h-9Z" />
    <path d="M5 28h22" stroke="currentColor" strokeWidth="1.75" strokeLinecap="round" />
  </svg>
)
export const HomeIcon = () => (
  <Icon>
    <path d="m4 11 8-7 8 7v9h-5.5v-6h-5v6H4Z" />
  </Icon>
)
export const SlidersIcon = () => (
  <Icon>
    <path d="M4 7h9M17 7h3M4 17h3M11 17h9" />
    <circle cx="15" cy="7" r="2" />
    <circle cx="9" cy="17" r="2" />
  </Icon>
)
export const GlobeIcon = () => (
  <Icon>
    <circle cx="12" cy="12" r="8.5" />
    <path d="M3.5 12h17M12 3.5c5 5.5 5 11.5 0 17c-5-5.5-5-11.5 0-17Z" />
  </Icon>
)
export const KeyIcon = () => (
  <Icon>
    <circle cx="8" cy="15.5" r="4" />
    <path d="m11 12.500 8.500-8.500M16 7.500l2.500 2.500" />
  </Icon>
)
export const ListIcon = () => (
  <Icon>
    <path d="M8 6.500h12M8 12h12M8 17.500h12M4 6.500h.01M4 12h.01M4 17.500h.01" />
  </Icon>
)
export const PeopleIcon = () => (
  <Icon>
    <circle cx="9" cy="8.500" r="3.500" />
    <path d="M2.500 19.500c.5-4 3-6 6.500-6s6 2 6.500 6M15.500 5.300a3.500 3.500 0 0 1 0 6.400M18 14c2 .8 3.200 2.700 3.500 5.500" />
  </Icon>
)
export const BuildingIcon = () => (
  <Icon>
    <path d="M5 20.500v-16h9v16M14 9.500h5v11M3 20.500h18M8 8.500h3M8 12.500h3M8 16.500h3" />
  </Icon>
)
export const ShieldIcon = () => (
  <Icon>
    <path d="M12 3.500 5 6v5.500c0 4.500 3 7.500 7 9c4-1.500 7-4.500 7-9V6Z" />
  </Icon>
)
export const PersonIcon = () => (
  <Icon>
    <circle cx="12" cy="8" r="3.750" />
    <path d="M4.500 20c.7-4.300 3.500-6.250 7.500-6.250s6.800 1.950 7.500 6.250" />
  </Icon>
)
export const DevicesIcon = () => (
  <Icon>
    <path d="M3.500 16.500v-11h14v4M2.500 19.500h10" />
    <path d="M15 12.500h6v8h-6Z" />
  </Icon>
)
export const CardIcon = () => (
  <Icon>
    <path d="M3 6h18v12.500H3ZM3 10h18M6 15h4" />
  </Icon>
)
export const ChevronIcon = () => (
  <Icon>
    <path d="m8 10 4 4 4-4" />
  </Icon>
)
export const OutIcon = () => (
  <Icon>
    <path d="M9 5H5v14h14v-4M13 4.500h6.500V11M19 5l-8 8" />
  </Icon>
)
export const CheckIcon = () => (
  <Icon>
    <path d="m5 12.500 4.500 4.500L19 7.500" />
  </Icon>
)
export const BoxIcon = () => (
  <Icon>
    <path d="m4 8 8-4 8 4v8.500l-8 4-8-4ZM4 8l8 4 8-4M12 12v8.500" />
  </Icon>
)
export const ShelfIcon = () => (
  <Icon>
    <path d="M4 4v16M20 4v16M4 11h16M4 18h16M7.500 11V6.500h5V11M10 18v-3.500h6V18" />
  </Icon>
)
export const TagIcon = () => (
  <Icon>
    <path d="M12.500 4H20v7.500L11.500 20 4 12.500Z" />
    <circle cx="16" cy="8" r="1" />
  </Icon>
)
export const GiftIcon = () => (
  <Icon>
    <path d="M4 8.500h16V12H4ZM5.500 12v8h13v-8M12 8.500V20M12 8.500C9 8.500 7 7.500 7 5.750S10.500 3.500 12 8.500c1.500-5 5-4.500 5-2.750S15 8.500 12 8.500Z" />
  </Icon>
)
export const CoinsIcon = () => (
  <Icon>
    <ellipse cx="12" cy="6.500" rx="7.500" ry="3" />
    <path d="M4.500 6.500v11c0 1.650 3.350 3 7.500 3s7.500-1.350 7.500-3v-11M4.500 12c0 1.650 3.350 3 7.500 3s7.500-1.350 7.500-3" />
  </Icon>
)
export const VanIcon = () => (
  <Icon>
    <path d="M5 17H3V6h11v11H9.500M14 9.500h4l3 3.500v4h-2M14 17h1" />
    <circle cx="7.250" cy="17.500" r="2" />
    <circle cx="17" cy="17.500" r="2" />
  </Icon>
)
export const PercentIcon = () => (
  <Icon>
    <path d="m18 6-12 12" />
    <circle cx="7.500" cy="7.500" r="2.500" />
    <circle cx="16.500" cy="16.500" r="2.500" />
  </Icon>
)
export const PinIcon = () => (
  <Icon>
    <path d="M12 21c-4.500-4.700-6.500-8-6.500-11a6.500 6.500 0 0 1 13 0c0 3-2 6.300-6.500 11Z" />
    <circle cx="12" cy="10" r="2.250" />
  </Icon>
)
export const PageIcon = () => (
  <Icon>
    <path d="M6 3.500h8l4 4v13H6ZM14 3.500v4h4M9 12h6M9 15.500h6" />
  </Icon>
)
