/** What the wrangler files bind, for tests that must cover all of it. */
import notifications from '../../workers/notifications/wrangler.toml?raw'
import api from '../../wrangler.toml?raw'

const OBJECT = /^\[\[durable_objects\.bindings\]\]\nname = "(\w+)"/gm
const CONSUMER = /^\[\[(?:env\.\w+\.)?queues\.consumers\]\]\nqueue = "([\w-]+)"/gm

const consumedIn = (file: string) => [...new Set([...file.matchAll(CONSUMER)].map(([, queue]) => queue))]

export const QUEUES_OF_WORKERS = { api: consumedIn(api), notifications: consumedIn(notifications) }
export const OBJECTS_OF_API = [...api.matchAll(OBJECT)].map(([, name]) => name)
