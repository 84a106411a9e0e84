/** The id that an error page shows and the logs carry. Pages are rendered on the server only, so a context reaches all. */
import { createContext } from 'react'

export const RequestIdContext = createContext('')
