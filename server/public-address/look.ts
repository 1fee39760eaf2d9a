import type { AddressFinding, Exposed } from '../contract/index.ts'
import { type SeenByStation, sampleFrom, UPLOAD_BYTES } from './probes.ts'
import { reasonOf } from './reasons.ts'

/** Each request of a trial takes no longer: a person waits before the page. */
const WITHIN_MS = 10_000
const ASKED_RANGE = { first: 1000, last: 1999 }

export interface Trial {
  origin: string
  proxies: readonly string[]
  exposed: Exposed
  nonce: string
  answer: string
}

type Answer = { status: number; headers: Headers; body: Buffer } | { reason: string; toDo: string }

/**
 * Tries a public address from the station itself, as somebody outside would come: is it reached, is it this station, what
 * does it see of the caller, do only links answer, do downloads resume, do large files get through. Never rejects.
 */
export async function lookAt(trial: Trial): Promise<AddressFinding[]> {
  const page = `${trial.origin}/thu-dia-chi/${trial.nonce}`
  const first = await ask(page)
  const reached = reachedFinding(first, trial)
  const seen = reached.state === 'good' && 'status' in first ? readSeen(first.body) : undefined
  if (!seen) return [reached]
  const [sample, uploaded, whole] = await Promise.all([
    ask(`${page}/mau`, { headers: { range: `bytes=${ASKED_RANGE.first}-${ASKED_RANGE.last}` } }),
    ask(`${page}/mau`, {
      method: 'POST',
      headers: { 'content-type': 'application/octet-stream' },
      body: new Uint8Array(UPLOAD_BYTES),
    }),
    ask(`${trial.origin}/api/health`),
  ])
  return [
    reached,
    encrypted(trial),
    ...host(trial, seen),
    ...proxy(trial, seen),
    ...protocol(trial, seen),
    onlyLinks(trial, whole),
    ranges(sample),
    uploads(uploaded),
  ]
}

async function ask(url: string, init: RequestInit = {}): Promise<Answer> {
  try {
    const response = await fetch(url, {
      ...init,
      headers: { accept: 'application/json', 'user-agent': 'Len-Song', ...init.headers },
      redirect: 'manual',
      signal: AbortSignal.timeout(WITHIN_MS),
    })
    return { status: response.status, headers: response.headers, body: Buffer.from(await response.arrayBuffer()) }
  } catch (cause) {
    return reasonOf(cause)
  }
}

function reachedFinding(answer: Answer, { origin, answer: expected }: Trial): AddressFinding {
  const what = 'reached'
  if (!('status' in answer)) return { what, state: 'bad', words: answer.reason, toDo: answer.toDo }
  const { status, headers, body } = answer
  const leadsTo = headers.get('location')
  if (status >= 300 && status < 400 && leadsTo !== null) {
    const isUpgrade = leadsTo.startsWith('https:') && origin.startsWith('http:')
    return {
      what,
      state: 'bad',
      words: `Địa chỉ này chuyển sang ${leadsTo.split(/[?#]/)[0]}.`,
      toDo: isUpgrade
        ? 'Ghi địa chỉ công khai với https:// rồi lưu lại.'
        : 'Nếu đó là trang đăng nhập của dịch vụ đường hầm thì bỏ đăng nhập cho địa chỉ này; nếu không, xem lại cấu hình máy trung gian.',
    }
  }
  if (status >= 502 && status <= 504) {
    return {
      what,
      state: 'bad',
      words: `Máy trung gian trả lời (HTTP ${status}) nhưng không gọi được vào đài.`,
      toDo: 'Xem máy trung gian chuyển tới đúng địa chỉ và cổng của máy chạy Lên Sóng chưa, tường lửa có chặn không.',
    }
  }
  if (status !== 200 || readSeen(body)?.answer !== expected) {
    return {
      what,
      state: 'bad',
      words: `Có máy trả lời ở địa chỉ này (HTTP ${status}) nhưng không phải đài này.`,
      toDo: 'Xem tên miền trỏ tới đúng nơi chưa, máy trung gian có chuyển mọi đường dẫn vào đài không.',
    }
  }
  return { what, state: 'good', words: 'Gọi được vào đài bằng địa chỉ công khai, ngay từ máy của đài.' }
}

function encrypted({ origin }: Trial): AddressFinding {
  if (origin.startsWith('https:'))
    return { what: 'encrypted', state: 'good', words: 'Đường truyền được mã hoá (HTTPS), chứng chỉ hợp lệ.' }
  return {
    what: 'encrypted',
    state: 'bad',
    words: 'Đường truyền không mã hoá: ai ở giữa cũng đọc được đường dẫn riêng và mã PIN.',
    toDo: 'Dùng https://. Caddy và các dịch vụ đường hầm tự có chứng chỉ.',
  }
}

function host({ origin }: Trial, seen: SeenByStation): AddressFinding[] {
  const { protocol, host: wanted } = new URL(origin)
  // The port as well: browsers send it with every form, and the station takes none from another place.
  if (URL.parse(`${protocol}//${seen.host}`)?.host === wanted) return []
  return [
    {
      what: 'host',
      state: 'bad',
      words: `Máy trung gian đổi “${wanted}” thành “${seen.host}” trước khi chuyển vào đài: biểu mẫu và mã PIN sẽ bị từ chối.`,
      toDo: 'Giữ nguyên tên miền và cổng: nginx cần proxy_set_header Host $http_host; đường hầm thì bỏ mục ghi đè Host.',
    },
  ]
}

function proxy({ proxies }: Trial, seen: SeenByStation): AddressFinding[] {
  const what = 'proxy'
  if (seen.isForwarded && !seen.isStated) {
    return [
      {
        what,
        state: 'bad',
        words: `Yêu cầu vào đài qua máy trung gian ${seen.peer}, máy này chưa được khai nên mọi người ở ngoài đều bị coi là một người.`,
        toDo: `Khai ${seen.peer} là máy trung gian.`,
        proxy: seen.peer,
      },
    ]
  }
  if (!seen.isForwarded && proxies.length > 0) {
    return [
      {
        what,
        state: 'note',
        words: 'Đã khai máy trung gian nhưng máy ấy không cho biết địa chỉ người gọi.',
        toDo: 'nginx cần proxy_set_header X-Forwarded-For $remote_addr; nếu không có máy trung gian thì bỏ mục đã khai.',
      },
    ]
  }
  return seen.isForwarded
    ? [{ what, state: 'good', words: `Máy trung gian ${seen.peer} cho biết địa chỉ người gọi.` }]
    : []
}

function protocol({ origin }: Trial, seen: SeenByStation): AddressFinding[] {
  if (!origin.startsWith('https:') || seen.protocol === 'https' || !seen.isForwarded || !seen.isStated) return []
  return [
    {
      what: 'protocol',
      state: 'bad',
      words:
        'Máy trung gian không cho biết người gọi đến bằng HTTPS, nên đài không dùng được vân tay, khuôn mặt và cookie an toàn.',
      toDo: 'nginx cần proxy_set_header X-Forwarded-Proto $scheme.',
    },
  ]
}

function onlyLinks({ exposed }: Trial, whole: Answer): AddressFinding {
  const what = 'only-links'
  // A proxy that lets fewer addresses through than the station does is as good.
  const isOpen = 'status' in whole && (whole.status === 401 || whole.status < 300)
  if (exposed === 'everything') {
    return { what, state: 'note', words: 'Cả đài mở ra ngoài, kể cả trang đăng nhập. Mọi tài khoản cần mật khẩu dài.' }
  }
  if (!isOpen)
    return {
      what,
      state: 'good',
      words: 'Ở ngoài chỉ mở được các đường dẫn riêng; trang đăng nhập và mọi trang khác thì không.',
    }
  return {
    what,
    state: 'bad',
    words: 'Ở ngoài mở được cả những trang không phải đường dẫn riêng.',
    toDo: 'Tắt địa chỉ này cho đến khi sửa xong: máy trung gian phải giữ tên miền (Host) và cho biết người gọi (X-Forwarded-For).',
  }
}

function ranges(sample: Answer): AddressFinding {
  const what = 'ranges'
  const { first, last } = ASKED_RANGE
  const isRight = 'status' in sample && sample.status === 206 && sample.body.equals(sampleFrom(first, last - first + 1))
  if (isRight) return { what, state: 'good', words: 'Tải dở thì tải tiếp được phần còn lại.' }
  return {
    what,
    state: 'bad',
    words: 'Máy trung gian bỏ yêu cầu tải từng phần: rớt mạng giữa chừng thì trạm phải tải lại từ đầu.',
    toDo: 'Cho qua tiêu đề Range, tắt nén và tắt đệm của máy trung gian với các đường dẫn này.',
  }
}

function uploads(answer: Answer): AddressFinding {
  const what = 'uploads'
  if ('status' in answer && answer.status === 200) return { what, state: 'good', words: 'Gửi được tệp lớn vào đài.' }
  const isTooLarge = 'status' in answer && answer.status === 413
  return {
    what,
    state: 'bad',
    words: isTooLarge
      ? 'Máy trung gian không cho gửi tệp quá 1–2 MB: đơn vị không gửi được bài thu, trạm không gửi được bản ghi.'
      : 'Không gửi được tệp 2 MB vào đài qua địa chỉ này.',
    toDo: isTooLarge
      ? 'nginx cần client_max_body_size 4g;'
      : 'Xem giới hạn dung lượng và thời gian của máy trung gian.',
  }
}

function readSeen(body: Buffer): SeenByStation | undefined {
  try {
    const read: unknown = JSON.parse(body.toString('utf8'))
    return typeof read === 'object' && read !== null && 'answer' in read ? (read as SeenByStation) : undefined
  } catch {
    return undefined
  }
}
