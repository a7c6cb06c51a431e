// This file runs in the browsers of your users, and a server token does not belong there:
// whoever reads it can do what your server can do. Use a token for one user instead.
const token = '<<rest>>';

export async function hangUp(call) {
  await fetch(`https://api.nexmo.com/v1/calls/${call}`, {
    method: 'PUT',
    headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({ action: 'hangup' }),
  });
}
