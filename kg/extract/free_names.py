"""Where a body's name ends that no form of issuer knows: at a word that speaks of the document, at a cell's end."""

from __future__ import annotations

import re
from functools import cache

from kg.extract.rules import spaced
from kg.tables.letters import UPPER

# The next cell of a row of a web table, of which only the line's end is left: "Cục Bảo vệ thực vật⏎Bộ Nông nghiệp
# và⏎Môi trường⏎2⏎5.000120" (tnt_1796a553dfee88ef).
_NEXT_CELL = rf"[^\S\n]*\n(?:\d|Bộ [{UPPER}]|[ỦU][yỷ] ban nhân dân cấp )"
# Words that end a free name: what follows speaks of the document, not of its issuer.
STOP = (
    r"(?= (?:về|ban hành|có|đã có|phê duyệt|quy định|Quy định|hướng dẫn|sửa đổi|thực hiện|triển khai|công bố|ngày|năm|"
    r"tại|đã|được|có hiệu lực|và (?:các|Nghị|Quyết|Thông|Kế|Công (?:văn|điện)|công văn|Quy (?:định|chế)|Hướng dẫn|"
    r"Chỉ thị|Kết luận|Báo cáo|Tờ trình|Văn bản|Chương trình|Đề án|Luật|số)|trong|để|thì|là|cho|đối với|"
    r"bãi bỏ|tiếp tục|tăng cường|giao|kết luận|trình|theo|V/v|không|gửi|đề nghị|vướng mắc|chuyển đến|nêu|như)(?!\w)"
    rf"| ?[,;.:()\[\]“\"|]| ?\n\n| ?$|{_NEXT_CELL})"
)
# "về" goes on with a committee's name ("Ban Chỉ đạo về phát triển khoa học") unless a document follows.
STOP_COMMITTEE = (
    r"(?= (?:về việc|về (?:Kế hoạch|Chương trình|ban hành|phê duyệt|tổ chức)|ban hành|phê duyệt|ngày|triển khai|"
    r"thực hiện|quy định|hướng dẫn)(?!\w)| ?[;.()\[\]“\"|]| ?\n\n"
    r"| ?, (?:[ỦU]|UBND|Nghị|Quyết|Kế|Công|bảo đảm|đảm bảo|trong đó|nhằm|để|với)| ?$)"
)
NAME = r"(?:[^;.()\[\]“\"|\n]|\n(?!\n))"
OTHER = (
    r"(?:(?:Chánh|Trưởng|Tổng|Thống đốc|Cục trưởng|Giám đốc|Tổng cục trưởng|Liên|liên) ?)?"
    r"(?:Ban|Cục|Tổng cục|Tổng Cục|Viện|Đảng ủy|Đảng uỷ|Văn phòng|Ủy ban|Uỷ ban|Hội đồng|Tòa án|Trung tâm|Liên đoàn|"
    r"Chi cục|Bảo hiểm|Kho bạc|Kiểm toán|Ngân hàng|Tổng Kiểm toán|Hội|Công an|Thuế|Đoàn|Thường trực|Bộ|Sở|Phòng|"
    r"Tổng Liên đoàn|Bệnh viện|Trường|Học viện|Đại học|Tập đoàn|Tổng [cC]ông ty)"
)


@cache
def free_name() -> re.Pattern[str]:
    """A body that no form knows: capitalised words up to one that speaks of the document."""
    return re.compile(spaced(rf"[{UPPER}][^\W\d_]+ {NAME}{{1,120}}?{STOP}"))
