"""Word files to write comments and changes into: made by python-docx, with what Word writes put in by hand."""

from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

W = nsdecls("w")


def run(text, looks="", tag="t"):
    looks = f"<w:rPr>{looks}</w:rPr>" if looks else ""
    return f'<w:r>{looks}<w:{tag} xml:space="preserve">{text}</w:{tag}></w:r>'


def field(instruction, shown):
    sign = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    code = f'<w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
    return sign.format("begin") + code + sign.format("separate") + run(shown) + sign.format("end")


def tracked(name, number, inner):
    return f'<w:{name} w:id="{number}" w:author="审核人" w:date="2026-01-02T03:04:05Z">{inner}</w:{name}>'


def control(inner, plain=False):
    kind = "<w:text/>" if plain else ""
    return f'<w:sdt><w:sdtPr><w:id w:val="{len(inner)}"/>{kind}</w:sdtPr><w:sdtContent>{inner}</w:sdtContent></w:sdt>'


# Each paragraph stands for one thing that comments and changes must get right.
PARAGRAPHS = [
    run("云溪市水务局2025年度部门整体绩效自评报告"),
    # Words over three runs, two of them with looks of their own.
    run("全年总支出完成 671.51") + run(" 万元", "<w:b/>") + run("，为预算的 67.37%。", "<w:i/><w:color w:val=\"C00000\"/>"),
    # A line break, a tab and entities.
    "<w:r><w:t>资金&amp;资产</w:t><w:tab/><w:t>管理 &lt;规范&gt;</w:t><w:br/><w:t>制度健全有效</w:t></w:r>",
    # An insertion and a deletion of another author.
    run("支出进度") + tracked("ins", 901, run("达到90.12%")) + tracked("del", 902, run("达到88%", tag="delText")) + run("，符合要求。"),
    # A content control, one for plain text, and a smart tag.
    run("项目数量") + control(run("为36个")) + run("，其中") + control(run("续建12个"), plain=True)
    + '<w:smartTag w:uri="urn:x" w:element="place">' + run("云溪市") + "</w:smartTag>" + run("共同推进。"),
    # Fields, complex and simple.
    run("见第") + field("SEQ 表", "3") + run("张表，合计") + '<w:fldSimple w:instr=" DOCPROPERTY total ">' + run("512.60") + "</w:fldSimple>"
    + run("万元。"),
    # Runs split at every border of digits, with marks of spelling between.
    run("年末结余") + '<w:proofErr w:type="spellStart"/>' + run("33.20", "<w:sz w:val=\"24\"/>") + '<w:proofErr w:type="spellEnd"/>'
    + run("万元") + '<w:bookmarkStart w:id="7" w:name="a"/>' + run("全部") + '<w:bookmarkEnd w:id="7"/>' + run("上缴。"),
    # One run with much in it, and blanks at its borders.
    "<w:r><w:t>a b c d e f</w:t></w:r>",
]


def make(path):
    document = Document()
    body = document.element.body
    last = body[-1]
    for inner in PARAGRAPHS:
        last.addprevious(parse_xml(f"<w:p {W}>{inner}</w:p>"))
    # A link.
    paragraph = document.add_paragraph("详见")
    relation = document.part.relate_to("https://example.invalid/", RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    inner = run("公开平台上的附件") + run("（网址）", '<w:u w:val="single"/>')
    link = parse_xml(f'<w:hyperlink {nsdecls("w", "r")} r:id="{relation}">{inner}</w:hyperlink>')
    paragraph._p.append(link)
    paragraph.add_run("所列。")
    # A table with a cell of two paragraphs and a merged cell.
    table = document.add_table(rows=3, cols=3)
    table.style = "Table Grid"
    for row, cells in enumerate([["指标", "年度目标", "完成值"], ["巡查次数", "40次", "36次"], ["合计", "", "98.5分"]]):
        for column, text in enumerate(cells):
            table.cell(row, column).text = text
    table.cell(2, 0).merge(table.cell(2, 1))
    table.cell(1, 2).add_paragraph("未完成原因：汛期停工")
    # A header and a list whose numbers Word makes.
    document.sections[0].header.paragraphs[0].text = "云溪市水务局（2024年度）"
    document.add_paragraph("加强预算管理", style="List Number")
    document.add_paragraph("完善内部控制", style="List Number")
    document.save(path)
