// Turns recorded messages into the markup of @skyra/discord-components-core.
// A recording is {"messages": [{"from": "ann" | "bot", "command"?: "/ask …",
// "text"?: "…", "payload"?: what the bot sent}]}.

// A coloured disc with a letter stands for a person's picture.
const avatar = (name, colour) =>
  `avatar="data:image/svg+xml,${encodeURIComponent(`<svg xmlns='http://www.w3.org/2000/svg' width='40' height='40'><rect width='40' height='40' fill='${colour}'/><text x='20' y='27' font-size='20' font-family='sans-serif' fill='white' text-anchor='middle'>${name[0]?.toUpperCase() ?? '?'}</text></svg>`)}"`;
const person = (name) => avatar(name, '#5b6ee1');
const bot = avatar('c', '#2f7d5b');

export function messageHTML(recorded) {
  return recorded.messages.map((m) => (m.from === 'bot' ? botMessage(m) : personMessage(m))).join('\n');
}

function personMessage(m) {
  return `<discord-message author="${escape(m.from)}" ${person(m.from)} timestamp="Today at 9:12"><div class="text">${markdown(m.text ?? '')}</div></discord-message>`;
}

function botMessage(m) {
  const payload = m.payload.data ?? m.payload;
  const only = payload.flags & 64; // what only the asker sees
  const command = m.command ? `<discord-command slot="reply" author="${escape(m.by ?? 'ann')}" ${person(m.by ?? 'ann')} command="${escape(m.command)}"></discord-command>` : '';
  return `<discord-message author="claimbot" ${bot} bot timestamp="Today at 9:12" ${only ? 'ephemeral' : ''}>${command}
    <div class="text">${markdown(payload.content ?? '')}</div>
    ${(payload.embeds ?? []).map(embed).join('')}
    ${(payload.components ?? []).map(component).join('')}</discord-message>`;
}

function embed(e) {
  const title = e.title ? `<div class="embed-title">${e.url ? `<a>${markdown(e.title)}</a>` : markdown(e.title)}</div>` : '';
  const fields = (e.fields ?? []).map((f) => `<div class="field text"><b>${markdown(f.name)}</b>${markdown(f.value)}</div>`).join('');
  const footer = e.footer ? `<div class="footer">${escape(e.footer.text)}</div>` : '';
  return container(e.color, `${title}<div class="text">${markdown(e.description ?? '')}</div>${fields}${footer}`);
}

const container = (color, inner) =>
  `<div class="container"${color ? ` style="--accent:#${color.toString(16).padStart(6, '0')}"` : ''}>${inner}</div>`;

// The component types of Discord's API.
function component(c) {
  switch (c.type) {
    case 1: return c.components[0]?.type === 2 ? `<div class="buttons">${c.components.map(component).join('')}</div>` : c.components.map(component).join('');
    case 2: return `<span class="button b${c.style}${c.disabled ? ' off' : ''}">${escape([c.emoji?.name, c.label].filter(Boolean).join(' '))}${c.style === 5 ? ' ↗' : ''}</span>`;
    case 3: return `<div class="select">${escape(c.placeholder ?? '')} ▾</div>${c.options.map((o) => `<div class="option">${escape(o.label)}</div>`).join('')}`;
    case 9: return `${c.components.map(component).join('')}${c.accessory ? component(c.accessory) : ''}`;
    case 10: return `<div class="text">${markdown(c.content)}</div>`;
    case 14: return '<hr class="rule">';
    case 17: return container(c.accent_color, c.components.map(component).join(''));
  }
  throw new Error(`component type ${c.type} is not drawn`);
}

function markdown(source) {
  return source.split('\n').map((line) => {
    if (line.startsWith('-# ')) return `<span class="subtext">${inline(line.slice(3))}</span>`;
    if (line.startsWith('> ')) return `<span class="quote">${inline(line.slice(2))}</span>`;
    const heading = /^(#{1,3}) (.*)/.exec(line);
    if (heading) return `<b style="font-size:${26 - 4 * heading[1].length}px">${inline(heading[2])}</b>`;
    return inline(line);
  }).join('\n').replaceAll('</span>\n', '</span>');
}

// inline reads escapes first, so that an escaped star stays a star.
function inline(source) {
  const kept = [];
  const keep = (html) => `\u0000${kept.push(html) - 1}\u0000`;
  return escape(source.replace(/\\([\\*_~`|>#\[\]()<@:-])/g, (_, c) => keep(escape(c))))
    .replace(/`([^`]+)`/g, (_, t) => keep(`<code>${t}</code>`))
    .replace(/\[([^\]]+)\]\(&lt;?(https?:[^)\s]+?)(?:&gt;)?\)/g, '<a>$1</a>')
    .replace(/\[([^\]]+)\]\((https?:[^)\s]+)\)/g, '<a>$1</a>')
    .replace(/\*\*(.+?)\*\*/g, '<b>$1</b>')
    .replace(/__(.+?)__/g, '<u>$1</u>')
    .replace(/\*(.+?)\*/g, '<i>$1</i>')
    .replace(/\u0000(\d+)\u0000/g, (_, i) => kept[i]);
}

const escape = (s) => String(s).replace(/[&<>"]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[c]);
