/** What a technician types into a proxy before the station. */
export interface Recipe {
  name: string
  /** When to take this one. */
  about: string
  text: string
  /** What must be stated here afterwards. */
  proxies: string
}

const HERE =
  'Chạy trên máy của đài: khai máy trung gian 127.0.0.1. Chạy trên máy khác: thay 127.0.0.1 bằng địa chỉ máy của đài, và khai địa chỉ của máy khác ấy.'

/** The recipes for a public address and the port that the station listens on. */
export function recipesFor(origin: string | undefined, port: number): Recipe[] {
  const { hostname: host, port: ownPort } = new URL(origin ?? 'https://phatthanh.xa-cua-ban.vn')
  return [
    {
      name: 'Caddy',
      about:
        'Dễ nhất khi đài có địa chỉ IP công khai, hay có máy chủ ở xã, ở tỉnh: tự xin và gia hạn chứng chỉ HTTPS. Cần mở cổng 80 và 443 vào máy chạy Caddy.',
      text: `${host}${ownPort && `:${ownPort}`} {\n    reverse_proxy 127.0.0.1:${port}\n}`,
      proxies: HERE,
    },
    {
      name: 'nginx',
      about: 'Khi đã có nginx. Các dòng dưới đều cần: giữ tên miền, cho biết người gọi, không đệm, nhận tệp lớn.',
      text: `server {
    listen ${ownPort || 443} ssl;
    server_name ${host};
    ssl_certificate     /etc/ssl/${host}.crt;
    ssl_certificate_key /etc/ssl/${host}.key;
    client_max_body_size 4g;
    location / {
        proxy_pass http://127.0.0.1:${port};
        proxy_http_version 1.1;
        proxy_set_header Host ${ownPort ? '$http_host' : '$host'};
        proxy_set_header X-Forwarded-For $remote_addr;
        proxy_set_header X-Forwarded-Proto $scheme;
        proxy_buffering off;
        proxy_request_buffering off;
    }
}`,
      proxies: HERE,
    },
    {
      name: 'Đường hầm SSH tới một máy chủ thuê',
      about:
        'Khi đài không có địa chỉ IP công khai và không mở cổng được. Trên máy chủ thuê chạy Caddy như trên; lệnh này chạy trên máy của đài.',
      text: `ssh -N -o ServerAliveInterval=30 -o ExitOnForwardFailure=yes -R 127.0.0.1:${port}:127.0.0.1:${port} dai@may-chu-thue`,
      proxies: 'Khai máy trung gian 127.0.0.1: đầu kia của đường hầm ở ngay trên máy của đài.',
    },
    {
      name: 'Đường hầm Cloudflare',
      about:
        'Không cần máy chủ, không cần mở cổng. Nội dung đi qua máy của Cloudflare; gói miễn phí không nhận tệp gửi lên quá 100 MB.',
      text: `cloudflared tunnel create dai\ncloudflared tunnel route dns dai ${host}\ncloudflared tunnel run --url http://127.0.0.1:${port} dai`,
      proxies: 'Khai máy trung gian 127.0.0.1.',
    },
  ]
}
