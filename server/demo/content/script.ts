/** One item of the demo edition: what is read, by which of the two voices, sent by which unit. */
export interface DemoItem {
  /** Where it stands in the programme; ordinary items have none. */
  readonly kind?: 'greeting' | 'sign-off'
  /** Names the read in `server/demo/reads`: `<slug>.opus`. */
  readonly slug: string
  readonly title: string
  /** The unit that sent the item, by its name in the rota; the presenter's own words have none. */
  readonly unitName: string | undefined
  readonly reader: 'presenter' | 'reader'
  readonly text: string
}

/**
 * One month's script of “Cải cách hành chính và cuộc sống”, in the order in which it is heard: three and a half minutes.
 * It speaks of one-stop-shop procedures as the law has them (civil status, identity cards for children under 14 as in the
 * Law on Identification in force since 1 July 2024) and names no person, fee or telephone number. Numbers are written out,
 * as an announcer's copy has them.
 */
export const DEMO_SCRIPT: readonly DemoItem[] = [
  {
    slug: 'loi-xuong',
    kind: 'greeting',
    title: 'Lời xướng',
    unitName: undefined,
    reader: 'presenter',
    text: `Đài truyền thanh thành phố Sa Đéc, xin kính chào quý vị và bà con.

Mời quý vị và bà con đến với chuyên mục Cải cách hành chính và cuộc sống. Trong chương trình hôm nay, chúng tôi xin gửi đến bà con bốn nội dung: cách đăng ký khai sinh trực tuyến và nhận kết quả tại nhà; mô hình Ngày thứ Sáu không hẹn ở Bộ phận Một cửa; phần hỏi đáp về làm căn cước cho trẻ dưới mười bốn tuổi; và câu chuyện tổ công nghệ số cộng đồng giúp người cao tuổi làm quen với điện thoại thông minh. Xin mời quý vị và bà con cùng nghe.`,
  },
  {
    slug: 'khai-sinh-truc-tuyen',
    title: 'Đăng ký khai sinh trực tuyến, nhận kết quả tại nhà',
    unitName: 'Phòng Tư pháp Thành phố',
    reader: 'reader',
    text: `Thưa bà con, nhà mình vừa có thêm em bé, việc đầu tiên cần nhớ là đăng ký khai sinh. Theo quy định, cha hoặc mẹ có trách nhiệm đi đăng ký trong vòng sáu mươi ngày, kể từ ngày con chào đời.

Nay bà con không nhất thiết phải đến trụ sở. Chỉ cần đăng nhập Cổng Dịch vụ công quốc gia bằng tài khoản VNeID của mình, chọn thủ tục đăng ký khai sinh, điền tờ khai rồi gửi kèm ảnh chụp rõ nét giấy chứng sinh. Bà con cũng có thể chọn làm liên thông, một lần khai cho cả ba việc: khai sinh, đăng ký thường trú và thẻ bảo hiểm y tế cho bé.

Khi hồ sơ làm xong, bà con đến nhận tại Bộ phận Một cửa, hoặc đăng ký nhận tại nhà qua dịch vụ bưu chính công ích. Chỗ nào chưa rành, cứ hỏi cán bộ tư pháp – hộ tịch nơi mình ở.`,
  },
  {
    slug: 'thu-sau-khong-hen',
    title: 'Ngày thứ Sáu không hẹn',
    unitName: 'UBND Phường 1',
    reader: 'presenter',
    text: `Đi làm giấy tờ, điều bà con ngại nhất là phải đi lại nhiều lần. Từ suy nghĩ đó, Bộ phận Một cửa triển khai mô hình Ngày thứ Sáu không hẹn.

Nói cho dễ hiểu, vào ngày thứ Sáu hằng tuần, với những việc đơn giản mà giấy tờ đã đầy đủ, đúng quy định, thí dụ như chứng thực bản sao từ bản chính, cán bộ tiếp nhận, giải quyết và trả kết quả ngay trong ngày, không viết giấy hẹn.

Để khỏi mất công quay lại, trước khi đi, bà con nhớ mang theo bản chính cùng căn cước của mình, và nên đến sớm trong buổi sáng. Với những thủ tục cần xác minh thêm, cán bộ vẫn viết phiếu hẹn, ghi rõ ngày giờ trả kết quả. Nếu có trễ hẹn, cơ quan giải quyết phải có lời xin lỗi và hẹn lại với bà con.`,
  },
  {
    slug: 'can-cuoc-cho-tre',
    title: 'Hỏi đáp: làm căn cước cho trẻ dưới 14 tuổi cần gì?',
    unitName: 'UBND Phường An Hòa',
    reader: 'reader',
    text: `Có bà con hỏi: con tôi chưa đủ mười bốn tuổi, có bắt buộc làm căn cước không, và cần những gì?

Xin thưa, với trẻ dưới mười bốn tuổi, việc làm căn cước là theo nhu cầu, không bắt buộc. Nếu bé dưới sáu tuổi, cha mẹ hoặc người đại diện hợp pháp làm thủ tục qua Cổng Dịch vụ công hoặc ứng dụng VNeID. Lứa tuổi này không phải chụp ảnh khuôn mặt, cũng không phải lăn tay.

Nếu bé từ đủ sáu tuổi đến dưới mười bốn tuổi, người đại diện đưa bé đến cơ quan quản lý căn cước để thu nhận ảnh khuôn mặt và vân tay. Khi đi, bà con nên mang theo giấy khai sinh của bé và căn cước của mình để đối chiếu. Trước đó, bà con nhớ kiểm tra họ tên, ngày sinh của bé trên các giấy tờ đã khớp nhau hay chưa.`,
  },
  {
    slug: 'to-cong-nghe-so',
    title: 'Tổ công nghệ số cộng đồng giúp người cao tuổi',
    unitName: 'Phòng Văn hóa và Thông tin Thành phố',
    reader: 'presenter',
    text: `Chiếc điện thoại thông minh bây giờ làm được nhiều việc, nhưng với các cô, các bác lớn tuổi, lần đầu sử dụng không phải dễ. Bởi vậy, tổ công nghệ số cộng đồng ở các khóm, ấp đến tận nhà, cầm tay chỉ việc: từ cách mở ứng dụng VNeID, nộp hồ sơ trực tuyến, đến quét mã để trả tiền điện, tiền nước mà không cần tiền mặt.

Các thành viên trong tổ cũng nhắc bà con mấy điều giữ an toàn. Một là, không đưa mật khẩu và mã xác thực cho bất cứ ai, kể cả người xưng là cán bộ. Hai là, không bấm vào đường liên kết lạ, chỉ cài ứng dụng từ kho chính thức của điện thoại. Ba là, gặp chuyện nghi ngờ thì khoan chuyển tiền, hãy hỏi con cháu, hỏi tổ công nghệ số, hoặc báo ngay cho công an nơi mình ở.`,
  },
  {
    slug: 'loi-chao-ket',
    kind: 'sign-off',
    title: 'Lời chào kết',
    unitName: undefined,
    reader: 'presenter',
    text: `Thưa quý vị và bà con, chuyên mục Cải cách hành chính và cuộc sống hôm nay đến đây là hết. Mọi góp ý về cách phục vụ của Bộ phận Một cửa, cũng như những điều bà con còn thắc mắc khi làm giấy tờ, xin gửi về Ủy ban nhân dân phường, xã nơi mình cư trú để được giải đáp trong các chương trình sau.

Cảm ơn quý vị và bà con đã lắng nghe. Kính chúc quý vị và bà con nhiều sức khỏe. Xin chào và hẹn gặp lại.`,
  },
]
