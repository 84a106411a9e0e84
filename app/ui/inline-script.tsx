import { useContext } from 'react'
import { RenderingContext } from './frame.ts'

/** A script in the page itself, which runs before anything is loaded: for pages that no cache keeps, since it has a nonce. */
export function InlineScript({ code }: { code: string }) {
  const { nonce } = useContext(RenderingContext)
  // biome-ignore lint/security/noDangerouslySetInnerHtml: written by the build; escaped it would be no script
  return <script nonce={nonce} suppressHydrationWarning dangerouslySetInnerHTML={{ __html: code }} />
}
