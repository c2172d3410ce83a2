//! Sentences that say something and claim nothing: what makes a report as long as reports are.

use super::chance::Chance;

const WHO: [&str; 12] = [
    "业务骨干",
    "{own}领导班子",
    "由退休职工组成的志愿队",
    "党员突击队",
    "联合检查组",
    "青年职工小组",
    "驻点工作组",
    "项目负责人",
    "{own}会同镇村干部",
    "技术小组",
    "轮值科室",
    "{own}与协作单位",
];

const DID: [&str; 16] = [
    "到{town}逐户走访",
    "在{town}蹲点一周",
    "对照年初清单逐项核验",
    "走进{town}的三个自然村",
    "梳理积压事项",
    "回访上年服务对象",
    "现场查看{town}的实施进度",
    "与{town}居民代表座谈",
    "翻阅近年来的工作台账",
    "清点库房物资",
    "核对合同履行情况",
    "在{town}试行新的办理流程",
    "收集一线意见",
    "对比各镇的做法",
    "跟随工作人员全程体验",
    "检查安全措施",
];

const FOUND: [&str; 16] = [
    "发现登记表格过于繁琐",
    "了解到老年人更习惯当面办理",
    "看到雨天场地利用率偏低",
    "听取了关于开放时间的建议",
    "找到了材料往返的原因",
    "掌握了设备的真实使用状况",
    "核实了承包方的到岗情况",
    "弄清了审批停留最久的环节",
    "记录下居民最关心的事项",
    "收到关于路标不清的反映",
    "看清了各科室衔接的空档",
    "比较出不同做法的得失",
    "确认了物资存放的隐患",
    "听到对窗口态度的好评",
    "找出了资料缺页的批次",
    "体会到跨部门沟通的难处",
];

const THEN: [&str; 16] = [
    "随后把两张表合并为一张",
    "当月就在{town}增设了服务点",
    "并请使用者试用后再定稿",
    "经集体讨论后调整了排班",
    "整理成清单交办到人",
    "所需物料由{own}统一配送",
    "并把做法写入工作手册",
    "已在{month}的例会上通报",
    "相关照片和记录留存备查",
    "效果由第三方在{month}复核",
    "并约定每季度碰头一次",
    "后续由{town}自行维护",
    "群众反映办事顺畅了许多",
    "有关科室逐条作了答复",
    "并在公告栏说明了改动的理由",
    "经验在{month}印发各科室参考",
];

/// Templates of three sentences.
pub(crate) fn paragraph(chance: &mut Chance) -> String {
    let mut sentence = || {
        let month = if chance.in_hundred(60) { "{month}，" } else { "" };
        let (who, did) = (chance.pick(&WHO), chance.pick(&DID));
        let (found, then) = (chance.pick(&FOUND), chance.pick(&THEN));
        format!("{month}{who}{did}，{found}，{then}。")
    };
    [sentence(), sentence(), sentence()].concat()
}
