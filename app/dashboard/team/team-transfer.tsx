import type { Member } from '#contract/tenant.ts'
import { Field, SelectField } from '../../ui/field.tsx'
import { ActionForm, SubmitButton, useForm } from '../../ui/form.tsx'

export function TransferForm({ members, email }: { members: Member[]; email: string }) {
  const form = useForm('transfer')
  return (
    <ActionForm form={form}>
      <input type="text" name="username" autoComplete="username" value={email} readOnly hidden />
      <SelectField {...form.field('user_id')} label="New owner">
        <option value="">Choose…</option>
        {members.map(({ user_id, name, email: address }) => (
          <option key={user_id} value={user_id}>
            {name} ({address})
          </option>
        ))}
      </SelectField>
      <Field {...form.field('password')} type="password" label="Your password" autoComplete="current-password" />
      <SubmitButton tone="danger">Transfer ownership</SubmitButton>
    </ActionForm>
  )
}
