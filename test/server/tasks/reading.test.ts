import { describe, expect, it } from 'vitest'
import { taskLinesOf, titleIn, yearIn } from '../../../server/tasks/reading.ts'

const TITLES = ['TT', 'Nội dung', 'Hình thức', 'Thời gian thực hiện', 'Đơn vị thực hiện', 'Đơn vị phối hợp']

describe('a table of tasks', () => {
  it('gives each its content, form, time and units', () => {
    expect(
      taskLinesOf([
        TITLES,
        ['(1)', '(2)', '(3)', '(4)', '(5)', '(6)'],
        [
          '1',
          'Tuyên truyền dịch vụ công trực tuyến',
          'Tin, bài',
          'Quý I/2024',
          'Phòng Văn hóa và Thông tin',
          'UBND các xã, phường',
        ],
      ]),
    ).toEqual([
      {
        section: '',
        content: 'Tuyên truyền dịch vụ công trực tuyến',
        form: 'Tin, bài',
        time: 'Quý I/2024',
        unitText: 'Phòng Văn hóa và Thông tin',
        helperText: 'UBND các xã, phường',
      },
    ])
  })

  it('has headings, which stand over what follows them', () => {
    const tasks = taskLinesOf([
      TITLES,
      ['I', 'TUYÊN TRUYỀN TRÊN ĐÀI TRUYỀN THANH', '', '', '', ''],
      ['1', 'Chuyên mục', 'Phát thanh', 'Hằng tháng', 'Đài Truyền thanh', ''],
      ['II', 'HỘI NGHỊ', 'HỘI NGHỊ', 'HỘI NGHỊ', 'HỘI NGHỊ', 'HỘI NGHỊ'],
      ['1', 'Tập huấn', 'Hội nghị', 'Quý II', 'Phòng Nội vụ', ''],
      ['2', 'Việc chưa giao ai', '', '', '', ''],
    ])
    expect(tasks?.map(({ section, content }) => [section, content])).toEqual([
      ['TUYÊN TRUYỀN TRÊN ĐÀI TRUYỀN THANH', 'Chuyên mục'],
      ['HỘI NGHỊ', 'Tập huấn'],
      ['HỘI NGHỊ', 'Việc chưa giao ai'],
    ])
  })

  it('has cells over several lines: what has no content goes on with the task above', () => {
    const tasks = taskLinesOf([
      TITLES,
      ['1', 'Phóng sự', 'Phát thanh', 'Tháng 3', 'Đài Truyền thanh', ''],
      ['', '', 'Đăng cổng thông tin', 'Tháng 3', 'Văn phòng HĐND và UBND', ''],
    ])
    expect(tasks).toMatchObject([
      {
        form: 'Phát thanh\nĐăng cổng thông tin',
        time: 'Tháng 3',
        unitText: 'Đài Truyền thanh\nVăn phòng HĐND và UBND',
      },
    ])
  })

  it('is none without a column of contents', () => {
    expect(
      taskLinesOf([
        ['Tháng', 'Đơn vị'],
        ['1', 'UBND phường 1'],
      ]),
    ).toBeUndefined()
    expect(taskLinesOf([['Nội dung'], ['Kính thưa quý vị']])).toBeUndefined()
  })
})

describe('the name of a list', () => {
  it('is the line that says so, with what goes on from it in capitals', () => {
    expect(
      titleIn([
        'ỦY BAN NHÂN DÂN',
        'DANH MỤC NỘI DUNG CÔNG VIỆC TRUYỀN THÔNG',
        'VỀ KIỂM SOÁT THỦ TỤC HÀNH CHÍNH NĂM 2024',
        '(Kèm theo Kế hoạch số /KH-UBND)',
      ]),
    ).toBe('DANH MỤC NỘI DUNG CÔNG VIỆC TRUYỀN THÔNG VỀ KIỂM SOÁT THỦ TỤC HÀNH CHÍNH NĂM 2024')
    expect(titleIn(['Kính gửi: các đơn vị'])).toBeUndefined()
  })

  it('tells the year', () => {
    expect(yearIn(['Căn cứ', 'Danh mục năm 2024'])).toBe(2024)
    expect(yearIn(['Danh mục'])).toBeUndefined()
  })
})
