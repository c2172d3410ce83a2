//! What reports say, each claim in several wordings. `{name}` is a value; two names of one value let a claim say it twice.

/// The wordings of a claim.
#[derive(Debug)]
pub(crate) struct Claim {
    pub(crate) name: &'static str,
    pub(crate) wordings: &'static [&'static str],
}

/// A claim by its name.
pub(crate) fn claim(name: &str) -> Option<&'static Claim> {
    CLAIMS.iter().find(|claim| claim.name == name)
}

const CLAIMS: &[Claim] = &[
    Claim {
        name: "spending",
        wordings: &[
            "全年总支出完成{spent}万元，为预算总支出{budget}万元的{rate}，减支{gap}万元，年末结转{carried}万元，为{reason}。",
            "全年支出预算{budget}万元，实际支出{spent}万元，预算执行率为{rate}，未支出的{gap}万元按规定结转下年使用，主要是{reason}。",
            "全年安排支出预算{budget}万元，截至12月31日支出{spent}万元，执行率{rate}，差额{gap}万元结转下年，为{reason}。",
            "全年总支出{spent}万元，完成调整后预算{budget}万元的{rate}，结余{gap}万元，主要是{reason}。",
        ],
    },
    Claim {
        name: "adjustment",
        wordings: &[
            "年初预算{initial}万元，年中追加{added}万元，调整后预算为{budget}万元，追加资金用于{added_reason}。",
            "年初批复预算{initial}万元，年中因{added_reason}追加{added}万元，调整后预算{budget}万元。",
        ],
    },
    Claim {
        name: "structure",
        wordings: &[
            "总支出{spent}万元，其中：基本支出{basic}万元，占{basic_share}；项目支出{project}万元，占{project_share}。",
            "总支出{spent}万元，按支出性质分，基本支出{basic}万元，占总支出的{basic_share}；项目支出{project}万元，占总支出的{project_share}。",
            "总支出{spent}万元中，基本支出{basic}万元，占比{basic_share}；项目支出{project}万元，占比{project_share}。",
        ],
    },
    Claim {
        name: "basic",
        wordings: &[
            "基本支出{basic}万元，其中：人员经费{staff}万元，公用经费{office}万元。",
            "基本支出{basic}万元，包括人员经费{staff}万元、公用经费{office}万元。",
        ],
    },
    Claim {
        name: "official",
        wordings: &[
            "“三公”经费支出{official}万元，其中：因公出国（境）费{abroad}万元，公务用车购置及运行维护费{car}万元，公务接待费{reception}万元。",
            "全年“三公”经费支出{official}万元，其中因公出国（境）费{abroad}万元、公务用车购置及运行维护费{car}万元、公务接待费{reception}万元。",
        ],
    },
    Claim {
        name: "reception",
        wordings: &[
            "公务接待费{reception}万元，比上年{reception_way}{reception_gap}万元，{reception_by}{reception_growth}。",
            "公务接待费由上年的{reception_before}万元{reception_way}到{reception}万元，{reception_by}{reception_growth}。",
        ],
    },
    Claim {
        name: "growth",
        wordings: &[
            "总支出{spent}万元，比上年{spent_way}{spent_gap}万元，{spent_by}{spent_growth}，主要是{growth_reason}。",
            "与上年总支出{spent_before}万元相比，本年总支出{spent_way}{spent_gap}万元，{spent_by}{spent_growth}，主要是{growth_reason}。",
        ],
    },
    Claim {
        name: "procurement",
        wordings: &[
            "全年采购预算{planned}万元，实际采购{bought}万元，节约{saved}万元，节约率为{saved_rate}。",
            "政府采购预算{planned}万元，实际采购{bought}万元，节约资金{saved}万元，节约率{saved_rate}。",
        ],
    },
    Claim {
        name: "outputs",
        wordings: &[
            "{verb0}{noun0}{done0}{unit0}，完成年度目标{aim0}{unit0}的{done_rate0}；{verb1}{noun1}{done1}{unit1}，完成年度目标{aim1}{unit1}的{done_rate1}；{verb2}{noun2}{done2}{unit2}，完成年度目标{aim2}{unit2}的{done_rate2}。",
            "{noun0}计划{aim0}{unit0}，实际完成{done0}{unit0}，完成率为{done_rate0}；{noun1}计划{aim1}{unit1}，实际完成{done1}{unit1}，完成率为{done_rate1}；{noun2}计划{aim2}{unit2}，实际完成{done2}{unit2}，完成率为{done_rate2}。",
            "年度目标为{verb0}{noun0}{aim0}{unit0}，实际完成{done0}{unit0}，为目标的{done_rate0}。{verb1}{noun1}{done1}{unit1}，为目标{aim1}{unit1}的{done_rate1}。{verb2}{noun2}{done2}{unit2}，为目标{aim2}{unit2}的{done_rate2}。",
        ],
    },
    Claim {
        name: "pleased",
        wordings: &[
            "抽样调查服务对象{asked}人，其中满意{pleased}人，满意度为{pleased_rate}，比上年的{pleased_before}{points_way}{points}个百分点。",
            "回收有效问卷{asked}份，表示满意的{pleased}份，满意度为{pleased_rate}，较上年的{pleased_before}{points_way}{points}个百分点。",
        ],
    },
    Claim {
        name: "conclusion",
        wordings: &[
            "经自评，{own}{year}年度{kind}绩效自评得分为{score}分，等级为{grade}。",
            "对照评分表逐项打分，{own}{year}年度自评得分{score}分，自评等级为{grade}。",
        ],
    },
    Claim {
        name: "aims",
        wordings: &[
            "全年{verb0}{noun0}不少于{aim0}{unit0}，{verb1}{noun1}不少于{aim1}{unit1}，{verb2}{noun2}不少于{aim2}{unit2}，服务对象满意度不低于90%。",
            "年度目标：{verb0}{noun0}{aim0}{unit0}以上，{verb1}{noun1}{aim1}{unit1}以上，{verb2}{noun2}{aim2}{unit2}以上，服务对象满意度达到90%以上。",
        ],
    },
    Claim {
        name: "duties",
        wordings: &["{own}主要职责是{duty0}，{duty1}，{duty2}。", "{unit}承担下列职能：{duty0}；{duty1}；{duty2}。"],
    },
    Claim {
        name: "tasks",
        wordings: &[
            "{year}年，{own}围绕“{aim}”开展工作，重点是{verb0}{noun0}、{verb1}{noun1}和{verb2}{noun2}。",
            "{year}年的总体思路是{aim}，重点工作任务为{verb0}{noun0}、{verb1}{noun1}、{verb2}{noun2}。",
        ],
    },
    Claim {
        name: "project_facts",
        wordings: &[
            "{project_name}由{unit}实施，目的是{aim}，实施范围为{towns}。",
            "为{aim}，{own}组织实施{project_name}，范围包括{towns}。",
        ],
    },
    Claim {
        name: "problem0", wordings: &["一是{problem0}；二是{problem1}。", "一是{problem0}。二是{problem1}。"]
    },
    Claim {
        name: "remedy0", wordings: &["针对上述问题，{remedy0}；{remedy1}。", "下一步，{remedy0}；{remedy1}。"]
    },
    Claim {
        name: "published",
        wordings: &[
            "部门预算和决算已分别于{year}年{month}和{next_year}年{month}在市政府网站公开。",
            "{own}的预算、决算及绩效目标已于{year}年{month}起在政府网站公开。",
        ],
    },
    Claim {
        name: "mended",
        wordings: &[
            "针对上年度自评指出的“{old_problem}”，{own}已于{year}年{month}整改到位，{mended}。",
            "上年度自评发现的“{old_problem}”问题，{year}年{month}已完成整改，{mended}。",
        ],
    },
];

/// Why money was left over.
pub(crate) const REASONS: &[&str] = &[
    "设备采购合同的质保尾款未到付款期",
    "一份服务合同跨年履行，余款按进度在次年支付",
    "公开招标形成的节余",
    "两处维修工程待结算审核后付款",
    "年底入职人员的公积金补缴顺延到次年",
    "信息系统尚在试运行，验收款未支付",
];

/// What was paid with what was added.
pub(crate) const ADDED: &[&str] =
    &["新招录人员的工资和社保", "上级临时布置的普查工作", "灾后设施修复", "年中下达的专项任务", "办公用房消防改造"];

/// Why spending has changed, up and down.
pub(crate) const GREW: &[&str] =
    &["新增在编人员的经费", "当年实施的设备更新增多", "上级专项任务增加", "在建项目进入集中支付期"];
pub(crate) const FELL: &[&str] =
    &["上年一次性设备购置已完成", "退休人员未补充", "委托事项改由自行承担", "大型维修项目在上年完工"];

/// How things are run, for any unit.
pub(crate) const RUNNING: &[&str] = &[
    "{own}修订了财务审批流程，报销单据由经办科室、财务和分管领导依次审签。",
    "资产管理实行一物一码，{month}组织全面盘点，盘点表由使用人逐项签字。",
    "合同签订前均经法律顾问审查，变更事项另行报批并留存记录。",
    "采购需求由使用科室提出，预算股核对指标后方可启动采购程序。",
    "{month}开展内部审计，对发现的凭证附件不齐问题当场补正。",
    "绩效监控在{month}开展，对进度偏慢的项目发出提示函，并约谈负责人。",
    "档案按项目归集，立项、实施、验收三个环节的材料分别装订。",
    "在{town}召开座谈会听取意见，会后将意见逐条分解到科室。",
    "往来款项按季清理，长期挂账的逐笔查明来龙去脉后报批核销。",
    "公务用车统一调度，用车人、里程和事由在平台上可以查询。",
    "专家评审实行随机抽取和回避，评审意见随项目资料归档。",
    "干部职工参加{month}的预算绩效培训，课后结合本岗位提交案例。",
    "{own}把绩效目标分解到科室，{month}逐项核对进度并在内部公示。",
    "对第三方服务实行履约评价，评价结果作为付款依据。",
];

/// How a problem of the year before was mended.
pub(crate) const MENDED: &[&str] =
    &["相关制度已经印发执行", "责任科室已按月自查", "所需人员和设备均已到位", "整改情况已报财政部门备案"];

/// Problems of the year before.
pub(crate) const OLD_PROBLEMS: &[&str] =
    &["绩效指标细化不够", "佐证材料归档不及时", "采购需求编制偏晚", "资产台账更新滞后", "项目资料装订不齐"];
