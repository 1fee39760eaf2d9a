/**
 * The script of a ward's page, which works without it. Where the browser may reckon hashes (HTTPS, or the station's own
 * computer) it lets a person choose the file that was saved and compares it with the station's, byte for byte by SHA-256; a
 * file that is whole is told to the station: the receipt that no proxy and no broken line can spoil. And it takes an MP3 in
 * pieces that go on where a bad line broke, saves it, and tells that it is whole in the same touch. Written for the browsers
 * of cheap telephones: what is missing leaves the plain links as they are.
 */
export const CHECK_SCRIPT = `'use strict'
;(function () {
  var subtle = window.crypto && window.crypto.subtle
  var main = document.querySelector('main[data-link]')
  if (!subtle || !main || !window.fetch || !window.Promise || !Element.prototype.closest) return
  var link = main.getAttribute('data-link')
  var MOST_CHECKED = 400e6
  var MOST_TAKEN = 80e6

  function hex(buffer) {
    return Array.prototype.map
      .call(new Uint8Array(buffer), function (byte) {
        return ('0' + byte.toString(16)).slice(-2)
      })
      .join('')
  }
  function tell(renderId, sha256) {
    return fetch(link + '/da-tai', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ renderId: renderId, sha256: sha256 }),
    })
  }
  function line(after, words, tone) {
    var place = after.nextElementSibling
    if (!place || !place.hasAttribute('data-noi')) {
      place = document.createElement('p')
      place.setAttribute('data-noi', '')
      place.setAttribute('role', 'status')
      after.parentNode.insertBefore(place, after.nextSibling)
    }
    place.className = tone || ''
    place.textContent = words
    return place
  }

  Array.prototype.forEach.call(document.querySelectorAll('details[data-kiem]'), function (box) {
    var renderId = box.getAttribute('data-kiem')
    var known = Array.prototype.map.call(
      document.querySelectorAll('a[data-render="' + renderId + '"][data-sha256]'),
      function (a) {
        return a.getAttribute('data-sha256')
      },
    )
    var label = document.createElement('label')
    label.textContent = 'Chọn tệp vừa tải để kiểm: '
    var input = document.createElement('input')
    input.type = 'file'
    label.appendChild(input)
    box.appendChild(label)
    input.addEventListener('change', function () {
      var file = input.files[0]
      if (!file) return
      if (file.size > MOST_CHECKED) return line(label, 'Tệp quá lớn để kiểm trên máy này.', 'due')
      line(label, 'Đang kiểm…')
      new Response(file)
        .arrayBuffer()
        .then(function (bytes) {
          return subtle.digest('SHA-256', bytes)
        })
        .then(function (digest) {
          var sha256 = hex(digest)
          if (known.indexOf(sha256) < 0) return line(label, 'Tệp chưa trọn hoặc không phải của kỳ này: xin tải lại.', 'due')
          return tell(renderId, sha256).then(function (answer) {
            line(label, answer.ok ? '✓ Tệp nguyên vẹn, đã báo cho đài.' : '✓ Tệp nguyên vẹn. Chưa báo được cho đài.', 'good')
          })
        })
        .catch(function () {
          line(label, '✓ Đã kiểm xong nhưng chưa báo được cho đài: kiểm tra mạng rồi chọn lại tệp.', 'due')
        })
    })
  })

  // Browsers save a file that a page has put together; those inside Zalo and the like do not: there the links stay plain.
  if (/; wv\\)|Zalo|FBA[NV]|Instagram|Line\\//.test(navigator.userAgent)) return
  if (main.hasAttribute('data-thuong') || !('download' in HTMLAnchorElement.prototype) || !window.ReadableStream || !window.URL) return
  main.addEventListener('click', function (event) {
    var a = event.target.closest('a[data-sha256]')
    if (!a || event.button || event.ctrlKey || event.metaKey || event.shiftKey || a.hasAttribute('data-thuong')) return
    var total = Number(a.getAttribute('data-bytes'))
    if (!(total > 0 && total <= MOST_TAKEN) || a.getAttribute('href').indexOf('.mp3') < 0) return
    event.preventDefault()
    if (a.hasAttribute('aria-busy')) return
    a.setAttribute('aria-busy', 'true')
    take(a, total).then(
      function () {
        a.removeAttribute('aria-busy')
      },
      function () {
        a.removeAttribute('aria-busy')
        a.setAttribute('data-thuong', '')
        line(a.parentNode, 'Mạng yếu nên chưa tải xong. Bấm lại để tải theo cách thường của trình duyệt.', 'due')
      },
    )
  })

  function take(a, total) {
    var chunks = []
    var got = 0
    var failures = 0
    var at = a.parentNode
    line(at, 'Đang tải…')
    function wait(ms) {
      return new Promise(function (go) {
        setTimeout(go, ms)
      })
    }
    function run() {
      var headers = got > 0 ? { range: 'bytes=' + got + '-', 'if-range': '"' + a.getAttribute('data-sha256') + '"' } : {}
      return fetch(a.href, { headers: headers, cache: 'no-store' })
        .then(function (answer) {
          if (!answer.ok || !answer.body) throw { final: answer.status === 404 || answer.status === 410 || !answer.body }
          if (answer.status === 200) {
            chunks = []
            got = 0
          }
          var reader = answer.body.getReader()
          return (function next() {
            return reader.read().then(function (piece) {
              if (piece.done) return
              chunks.push(piece.value)
              got += piece.value.length
              failures = 0
              line(at, 'Đang tải: ' + Math.floor((100 * got) / total) + ' %')
              return next()
            })
          })()
        })
        .catch(function (cause) {
          failures += 1
          if ((cause && cause.final) || failures > 8) throw cause
          line(at, 'Mất mạng, đang thử tiếp từ ' + Math.floor((100 * got) / total) + ' %…', 'due')
          return wait(Math.min(30000, 1000 * Math.pow(2, failures))).then(function () {
            return got < total ? run() : undefined
          })
        })
        .then(function () {
          if (got < total) return run()
        })
    }
    return run().then(function () {
      var blob = new Blob(chunks, { type: 'audio/mpeg' })
      return new Response(blob)
        .arrayBuffer()
        .then(function (bytes) {
          return subtle.digest('SHA-256', bytes)
        })
        .then(function (digest) {
          if (hex(digest) !== a.getAttribute('data-sha256')) throw new Error('hash')
          var save = document.createElement('a')
          save.href = URL.createObjectURL(blob)
          save.download = decodeURIComponent(a.pathname.split('/').pop())
          document.body.appendChild(save)
          save.click()
          document.body.removeChild(save)
          line(at, '✓ Đã tải trọn, đúng từng byte.', 'good')
          return tell(a.getAttribute('data-render'), hex(digest)).then(
            function () {},
            function () {},
          )
        })
    })
  }
})()
`
