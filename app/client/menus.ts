/** Menus that open by their own button also close by Escape, and when something else is pressed or focused. */
export function enhanceMenus(): void {
  const menus = [...document.querySelectorAll<HTMLDetailsElement>('details[data-menu]')]
  if (menus.length === 0) return
  const closeElsewhere = ({ target }: Event) => {
    for (const menu of menus) if (target instanceof Node && !menu.contains(target)) menu.open = false
  }
  document.addEventListener('click', closeElsewhere)
  document.addEventListener('focusin', closeElsewhere)
  document.addEventListener('keydown', (event) => {
    const open = event.key === 'Escape' ? menus.find((menu) => menu.open) : undefined
    if (!open) return
    open.open = false
    open.querySelector('summary')?.focus()
  })
}
