import { useFrame } from '../../ui/frame.ts'

/** A page that a cache may keep is a stranger's, so that it always says "Log in". */
export function AccountLink({ className }: { className: string }) {
  const isSignedIn = useFrame()?.isSignedIn ?? false
  return (
    <a className={className} href={isSignedIn ? '/account' : '/account/log-in'}>
      {isSignedIn ? 'Account' : 'Log in'}
    </a>
  )
}
