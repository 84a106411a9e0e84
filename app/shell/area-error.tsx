import type { ReactNode } from 'react'
import { ErrorPage } from '../ui/error-page.tsx'
import { PlatformFrame } from './platform-frame.tsx'

const plainFrame = (page: ReactNode) => <PlatformFrame>{page}</PlatformFrame>

/** A page of an area that failed. The area's own frame stays around it, where it could be read at all. */
export const AreaError = ({ frame = plainFrame }: { frame?: (page: ReactNode) => ReactNode }) => frame(<ErrorPage />)
