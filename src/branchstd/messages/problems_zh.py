"""Chinese sentences and remedies for problems of records, of files' characters, catalogue and command line. Tables."""

from __future__ import annotations

from typing import Final

PROBLEMS: Final[dict[str, tuple[str, str]]] = {
    "county_other_day": (
        "报县的日期写了{until}，答复是{due}的",
        "同一天报的写同一天；以后才报的，报了再在 replies.yaml 里补上日期",
    ),
    "not_ready": (
        "还不能写验收通过：{lacks}",
        "补齐以后再验收；确要通过，用 --despite 写明理由；也可以写暂缓验收或未达标",
    ),
    "bad_date_form": (
        "“{label}”写成了“{seen}”",
        "日期写成 2019-06-05 或 2019年6月5日 这样，写到哪一天；一段日子写第一天，到哪天、钟点写在“说明”里；"
        "还没有的删掉这一项",
    ),
    "bad_date": ("“{label}”的日期“{seen}”不存在", "查对原始记录，写真实的日期"),
    "bad_month": ("“{label}”写成了“{seen}”", "月份写成 2019-06 或 2019年6月 这样"),
    "bad_period": ("“{label}”写成了“{seen}”", "所属期写成 2019-06、2019-Q2 或 2019-H1"),
    "bad_code": (
        "“{label}”的代码“{seen}”不合规则",
        "代码用英文字母和数字，例如人 M01、小组 G1、事项 Z01；姓名放 names.csv，小组的名称写在 village.yaml 的“名称”里"
        "；几个写成 [M01, M02]，表格里用空格隔开",
    ),
    "bad_person": (
        "“{label}”写成了“{seen}”，不是人员代码",
        "写花名册（people.csv）里的代码，例如 M01，几个写成 [M01, M02]，表格里用空格隔开；一个个写全，"
        "不写姓名、职务、“等几人”，括号里的话写进“说明”；姓名放 names.csv",
    ),
    "payers_counted": (
        "“{label}”写成了“{seen}”，是人数",
        "一次收全体的空着，没交的写进“未交人”，都交了写 无；只收几个人的写他们的代码；合计写进“合计”",
    ),
    "bad_group": (
        "“{label}”写成了“{seen}”，不是一个党小组的代码",
        "写 village.yaml 里登记的小组代码，例如 G1，或小组的名称，只写一个；几个小组各有各的一条",
    ),
    "bad_content": (
        "“{label}”写成了“{seen}”，清单里没有",
        "写清单里的代码或说法，几个用顿号隔开，例如公开写 党务、村务；别的话写进“说明”",
    ),
    "word_with_note": (
        "“{label}”写成了“{seen}”",
        "只写“{meant}”；括号里的“{note}”写进它自己的那一项（例如“形式”），没有的写进“说明”",
    ),
    "step_no_activity": (
        "“{seen}”不登记成活动，是重大事项或一事一议的一步",
        "写进 matters.yaml 那一件事的“步骤”，例如 {seen}: 2019-06-05；季度公开才写成 公开",
    ),
    "names_apart": (
        "“{key}”不进记录",
        "这一项（一列）删去，人只写代码；姓名放本机的 data/villages/<村>/names.csv，两列 code,name",
    ),
    "image_unnamed": (
        "“{label}”写成了“{seen}”，不像图片的文件名",
        "写存下的图片叫什么，例如 0305公开栏.jpg；没有图片的空着",
    ),
    "bad_slug": ("“{label}”写成了“{seen}”", "文件夹名用小写字母、数字和短横线，2至40个"),
    "bad_int": ("“{label}”写成了“{seen}”", "只写一个整数，不带别的字；没有就写0，不知道的不填"),
    "bad_decimal": ("“{label}”写成了“{seen}”", "写数字，最多两位小数，不写单位"),
    "bad_yesno": ("“{label}”写成了“{seen}”", "写 是 或 否（yes、no 也可以）"),
    "not_a_text": ("“{label}”应当是一行文字", "去掉下面的列表或缩进内容，只写一行"),
    "not_a_list": ("这里应当是一个列表", "每条前面写“- ”；表格里用空格隔开"),
    "not_a_mapping": ("这里应当是“名称: 内容”的写法", "照同类记录的样子写，冒号后面加一个空格"),
    "top_not_mapping": ("文件开头应当是“{key}:”", "第一行写“{key}:”，下面每条记录前写“- ”"),
    "unknown_word": ("“{label}”里没有“{seen}”这个选项", "是不是“{near}”？可用：{known}"),
    "word_lookalike": ("“{label}”的“{seen}”看着像“{known}”，但多了空格或用了全角字符", "改成“{known}”，删掉多余的空格"),
    "missing_field": ("缺少“{label}”", "补上“{label}”（{field}）；数目确实没有的写0，不知道的先问清楚，不要猜"),
    "unknown_field": ("没有“{key}”这一项", "是不是“{near}”？用 branchstd explain {record} 看有哪些项"),
    "not_kept": ("“{key}”不用登记，程序也不看", "删去它：个人情况不进记录；要核查的写进别的项里"),
    "unknown_column": ("表头里没有“{key}”这一列", "是不是“{near}”？用 branchstd explain {record} 看有哪些列"),
    "field_twice": ("“{first}”和“{key}”是同一项，写了两次", "留一个，删掉另一个"),
    "unknown_file": ("这个文件不会被读取", "是不是想写“{near}”？改文件名，或者移到别处"),
    "workbook_file": (
        "这是 Excel、WPS 的表格文件，不会被读取",
        "用 Excel 或 WPS 打开，选“另存为”，存成“CSV UTF-8（逗号分隔）”，文件名 {name}；只改文件名没有用",
    ),
    "not_a_file": ("这不是普通文件（可能是快捷方式或链接）", "换成真正的文件"),
    "linked_folder": (
        "这个文件夹是链接（快捷方式），通到别处；这里面的记录不读也不写",
        "换成真正的文件夹，把自己的记录放进来",
    ),
    "other_name": (
        "名字应当是“{name}”，这里大小写或字形不同（有的电脑当它们是一个，有的当两个），所以都不读不写",
        "只留一个，名字改成“{name}”；两个里都有记录的先合到一起",
    ),
    "folder_closed": ("这个文件夹打不开：{detail}；里面有什么不知道", "请管理员看看文件夹的权限和磁盘，再查一次"),
    "village_killed": (
        "查这个村时程序两次被系统中断（也许是内存不够），当作没有读到",
        "看看这个村的文件夹里有没有特别大的文件；没有的，换一台内存大的电脑再查",
    ),
    "folder_full": ("这个文件夹里的文件超过{limit}个，不读了", "记录以外的文件移到别的文件夹"),
    "other_year": (
        "这是{seen}年的文件夹，现在查的是{year}年，里面的不会被读取",
        "是{year}年的记录，移到 {year} 文件夹",
    ),
    "cannot_read": ("文件读不了：{detail}", "关掉正在打开它的程序，或请管理员看看权限"),
    "too_many_entries": (
        "到这里为止，这一种记录超过{limit}条，这个文件没有读",
        "看看是不是把别的表或者几年的内容贴了进来，删掉多余的；村里一年不会有这么多",
    ),
    "too_many_parts": (
        "这一处的内容超过{limit}项，这个文件没有读",
        "看看是不是贴错了地方，删掉多余的；一条记录不会有这么多",
    ),
    "too_many_problems": (
        "这一种记录里的问题超过{limit}处，这个文件没有读，后面的问题也没有列",
        "先改好列出来的（多半是同一个毛病），再检查一次；整个文件格式不对的，照模板重新填",
    ),
    "too_much_in_all": (
        "到这个文件为止，这个村一年的记录一共超过{limit}，这个文件没有读",
        "把图片、扫描件、备份和贴错的内容从记录文件里拿走，再检查一次",
    ),
    "too_many_files": (
        "这个文件夹里的记录文件超过{limit}个，多出来的没有读",
        "每个月只留一个文件，例如“2019-06.yaml”；别的文件挪到另外的文件夹",
    ),
    "more_problems": ("同一类问题超过{limit}处，后面的没有列", "先改好列出来的，再检查一次"),
    "no_folder": ("这里应该是文件夹，却是一个文件", "把这个文件挪走，建文件夹"),
    "nothing_recorded": (
        "这个村还没有登记任何记录",
        "先在 people.csv 里一人一行登记党员，再从这个月的活动记起；以前的照原始记录补，没有的不补",
    ),
    "no_facts": ("镇还没有登记这个村的任务和身份", "由镇党建办在这个文件里写 facts（各项见 branchstd explain facts）"),
    "village_unregistered": ("data/town.yaml 里没有登记这个村", "由镇登记，或改文件夹名（是不是“{near}”？）"),
    "unknown_list": ("没有“{name}”这个清单", "是不是“{near}”？清单名称照 standards/ 里的推进计划写"),
    "list_size": ("清单“{key}”应有{size}项，写了{seen}项", "照上级通知补齐，或先空着"),
    "personal_id": ("这里像是有身份证号", "删掉；记录里不写身份证号，人用代码"),
    "personal_phone": ("这里像是有电话号码", "删掉；记录里不写个人电话"),
    "personal_card": ("这里像是有银行卡号或账号", "删掉；记录里不写账号"),
    "names_elsewhere": (
        "这个文件像是人名册，放错了地方",
        "人名只放本机的 data/villages/<村>/names.csv 或其年度文件夹里，不交 git；把这个文件移走或删掉",
    ),
    "names_tracked": (
        "人名册交进了 git，拿到副本的人都能看到",
        "请会用 git 的同事执行 git rm --cached 并提交，在 .gitignore 里写上 names.csv；"
        "以前的版本里仍有，请告诉镇党建办",
    ),
    "not_a_name": (
        "这一格不像人名，报表和屏幕上只用代码",
        "只写姓名：各种文字的字母、“·”和空格，两个“·”之间不超过六个汉字，不写职务、符号和“达标”“销号”一类用词",
    ),
    "not_searched": (
        "这里的文件太多（超过 {files} 个或 {size}），没有全部查看有没有个人号码和人名册",
        "照片、旧材料移到 data 以外的地方，再查一次",
    ),
    "personal_contact": ("这里像是有邮箱、QQ 号或微信号", "删掉；记录里不写个人的联系方式"),
    "duplicate_id": ("“{id}”写了两次，前一处在 {first}", "是同一件事就删一条，不是就换一个编号"),
    "same_record_twice": (
        "与 {first} 一模一样，只算一次",
        "是同一件事就删掉这一条；两笔都真的，写上各自的收据号或对象（写在“{label}”里）",
    ),
    "copied_month": (
        "这个文件有{count}条与 {original} 一模一样，是那个月的副本，只算一次",
        "核对以后删掉这个文件；里面另有{more}条原来那份没有的，先抄进 {original}",
    ),
    "facts_twice": ("{on}起的任务和身份写了两条，前一条在 {first}；后写的这条算数", "由镇党建办留下对的，删掉另一条"),
    "expected_other": ("应到写了{seen}人，花名册{on}应到{needed}人", "查对签到表和花名册，改正写错的那个"),
    "entitled_other": ("有表决权写了{seen}人，花名册{on}有{needed}人", "查对计票单和花名册；预备党员没有表决权"),
    "hours_over_day": ("{on}一天有{hours}学时，超过8小时", "查对签到表和学时；几天的班按教育培训登记"),
    "appraised_without_meeting": (
        "{count}人写了{on}民主评议，那天以前本年没有民主评议党员会的记录",
        "开过会的，照原始记录登记这次会；没有开的，删掉评议日期",
    ),
    "shifts_exceed": ("{person}到岗{seen}次，这个月只有{days}天", "查对值班本，一天算一次"),
    "stable_without_basis": ("{amount}元写了稳定收入，没有写依据，不算稳定收入", "写上合同或办法的名称；没有的写 否"),
    "conflict_of_posts": (
        "{person}同时还任着应当回避的职务，见 {first}",
        "按程序调整，卸下一个并写任职止的日期；两行都如实保留，不删行",
    ),
    "reserve_in_office": ("后备干部{person}已经在两委任职，见 {first}", "已任职的不再算后备，写上任职止的日期"),
    "post_without_basis": (
        "{person}这个职务没有写产生方式",
        "写上怎样产生的：选举、推选或批复文号；查不到的问镇党建办",
    ),
    "unknown_reference": ("{to}里没有“{code}”", "是不是“{near}”？要么改代码，要么先登记它"),
    "nobody_there": (
        "花名册里一个人也没有，别的记录却有{count}处写了人",
        "先在 people.csv 里一人一行登记代码；那{count}处不用改",
    ),
    "unknown_content": ("内容代码“{code}”哪个清单里都没有", "是不是“{near}”？写清单里的代码，或标准编号，例如 3.4"),
    "in_future": ("写了{seen}，本年度到{last}为止", "还没发生的事不登记；是不是年份写错了？"),
    "out_of_year": ("写了{seen}，不属于{year}年", "放到那一年的文件夹，或改正日期"),
    "wrong_month": ("{seen}的活动放错了文件", "移到 {file}"),
    "wrong_order": ("“{label_second}”{second}早于“{label_first}”{first}", "查对原始记录，改正写错的那个"),
    "unknown_step": ("没有“{step}”这一步", "步骤代码：{known}"),
    "step_order": ("步骤{step}（{seen}）早于前面的{before}（{needed}）", "如果写错了就改正；确实先后颠倒的，如实保留"),
    "stop_unfounded": (
        "{id}写了{seen}终止，但到那天步骤{steps}该做没做好，或者已经过了关键一步，终止不算数，照旧计算",
        "没终止就删掉“终止日期”；做过的步骤补上真实日期；确实终止的，由镇写认定（about: {id}，verdict: yes）和理由",
    ),
    "field_for_kind": ("“{kind}”要有“{label}”", "补上“{label}”（{field}）；不知道的先问清楚，不要猜"),
    "wrong_pair": ("“{kind}”不能兼作“{also}”", "分成两条登记，各写各的"),
    "town_only": ("镇专题培训由镇登记", "删掉这条；镇在 events.yaml 里登记后会自动算进本村"),
    "waiver_without_end": ("认定“{about}”不适用没有写到期日", "写上“有效期至”（until）"),
    "present_exceeds": ("实到{present}人，超过应到{expected}人", "列席的群众不算；查对签到表"),
    "named_exceed": ("参加人写了{named}人，实到却是{present}人", "查对签到表；“对象或参加人”里只写到了的人"),
    "attendance_sum": ("应到{expected}、实到{present}，缺席却写了{absent}人", "查对签到表，三个数要对得上"),
    "absent_short": (
        "按{on}的花名册除去缺席的有{left}人，实到却是{present}人；谁到了会说不清，谁都不算到会",
        "查对签到表，缺席的一个不漏写进“缺席人员”，或改正实到",
    ),
    "not_member_then": ("{person}在{on}不是本支部在册党员", "改正名单，或改正党员花名册上的日期"),
    "two_places": ("{person}在{on}同时出现在两个地点，另一处在 {first}", "查对两次活动的名单和地点"),
    "vote_sum": (
        "赞成、反对、弃权合计{cast}，实到{present}、书面意见{written}",
        "查对计票单；没到会、交了书面意见的，人数写“书面意见”（written）",
    ),
    "vote_present": ("有表决权实到{present}、书面意见{written}，超过有表决权人数{entitled}", "查对计票单"),
    "counted_elsewhere": ("“{kind}”按人表决，不写“计数单位”", "删掉这一项；只有村民会议可以按户"),
    "election_unsaid": (
        "{person}写的是{on}选举产生，那天党员大会的表决（{first}）没有一件写明是选举；是不是选举？",
        "是选举的，给那件表决写上“表决种类”（type: 选举），票数照计票单；不在那次会上选的，改产生日期或产生方式",
    ),
    "asked_right": ("抽问答对{right}题，超过问的{asked}题", "查对督查记录，改正题数"),
    "asked_part": ("督查{id}的抽问没有写全，不算数", "问了几题、答对几题都要写（一题没对写 0）；没有抽问的三项都不写"),
    "dues_unpaid_missing": ("全体收缴没有写未交人", "全交齐了写 无，没交的写代码"),
    "dues_sum": (
        "合计{seen}元，按花名册应为{needed}元",
        "收据是多少就写多少，不凑数；查对未交人、补交的月份和花名册的月应交党费，都对的在“说明”（note）里写清为什么，少收的写了也还会问一句",
    ),
    "two_holders": (
        "{person}上任时，{other}还在同一个职务上，见 {first}",
        "前一任写上卸任日期；确有两人的写清各是什么职务",
    ),
    "term_too_long": (
        "任期到{seen}，比{years}年长，最迟应到{last}",
        "查对换届批复；村党支部2018年7月12日以后开始的一届5年，以前开始的和镇直的3年；经批准延长的另写一条，依据写明延长",
    ),
    "extension_too_long": (
        "延长到{seen}，比{years}年长，最迟应到{last}",
        "延长一般不超过1年；查对上级党组织的批复，到期报镇换届",
    ),
    "committee_size": (
        "支委会现有{seen}人，支部工作条例第二十条是3至5人，一般不超过{most}人",
        "查对选举结果：漏登的补上，卸任的写任职止；确是这么多人的，报镇补选或调整",
    ),
    "branch_size": (
        "党员{seen}人，一个支部超过了{most}人",
        "党员超过{most}人的村可以设党总支，报镇研究；花名册有误的改花名册",
    ),
    "year_for_kind": (
        "“{kind}”的所属期写了整年{seen}",
        "整年只写给组织生活会、民主评议党员会、双述双评会；别的写 2019-06、2019-Q2 或 2019-H1",
    ),
    "period_ahead": (
        "所属期{seen}在这条的日期{day}还没有开始",
        "写的是上一年的，把年份写全；是这一期的，写实际办的日期",
    ),
    "roster_short": (
        "花名册{on}在册{seen}人，镇登记{needed}人",
        "两边核对：漏登的补上，转出、去世的写离开日期、不删行；镇的数不对或那天还没转入，请镇改 facts",
    ),
    "roster_empty": ("花名册还没有党员，镇登记{needed}人", "先把党员花名册填好"),
    "facts_late": (
        "镇登记的情况从年中才开始，村里却有更早的记录或党员",
        "村是那以前就有的，补一条从{first}起的；是新成立的，把党员的转入日期（came_on）写上，比成立还早的记录移走",
    ),
    "no_standards": ("没有可用的标准目录或计划", "检查 standards/ 文件夹"),
    "catalogue_missing": ("缺少“{name}”", "照相邻条目补上"),
    "catalogue_value": ("“{name}”的写法不对（{detail}）", "照相邻条目改"),
    "unknown_name": ("没有“{name}”这个名称", "是不是“{near}”？照相邻条目改"),
    "was_other": ("“{id}”现在自带的是{needed}，这里写的是{seen}", "核对自带的内容没有别的变化，再把 was 改成{needed}"),
    "list_bound": ("清单“{key}”的各项在计划任务和规则里逐项点名，不能增减", "名称可以改，代码照自带的写：{codes}"),
    "no_choices": ("疑点“{id}”没有可选的口径", "至少写一种，第一种是默认"),
    "not_shipped": ("第一种口径“{id}”和自带的不一样：{name}", "第一种是默认，它写的要和自带的值相同"),
    "decision_choice": ("疑点“{id}”没有“{seen}”这种口径", "从这几种里选一种，照编号写：{known}"),
    "decision_unfit": (
        "疑点“{id}”写的决定人{by}，{day}这一天不是镇党委书记，也不是分管党建副书记",
        "写做决定的镇党委书记或分管党建副书记的代码；职务起止写在 staff 里",
    ),
    "decision_own": (
        "疑点“{id}”选了镇另定，却没有写定成多少",
        "在 parameters 里写上 {names}，照 docs/settings.md 的样子",
    ),
    "decision_against": (
        "疑点“{id}”定的是“{choice}”（{needed}），{name} 写的却是{seen}",
        "两处说的是同一件事：改成一样，或者去掉一处",
    ),
    "bad_own_day": ("“{seen}”不是{year}年的一天", "写成 {year}-11-12 的样子"),
    "single_standards": (
        "standards：单项标准不再写在镇的登记里换、加、停",
        "运行 branchstd catalogue copy，在本镇自己的 standards/ 里改（见 docs/settings.md），再删去这一段",
    ),
    "file_exists": ("文件已经在了", "换一个文件名，或者先把旧的挪走"),
    "proof_or_why": ("一条任务要么写 proof，要么写 why", "写清由哪些规则或记录证明，或者为什么不由记录证明"),
    "folder_taken": ("这个文件夹里已经有东西：{name}", "换一个新文件夹，或者先清空它；没有覆盖任何文件"),
    "half_town": ("没有建完：{detail}", "用同样的命令再来一次，会接着建完；不要了，就把这个文件夹删掉"),
    "bad_name": ("“{seen}”不能当名称", "写出名称，不超过40个字，不含控制字符"),
    "no_villages": ("没有写有哪些村", "每个村写一个 --village 村名"),
    "village_twice": ("{name}（{slug}）写了两次", "村名和文件夹名各用一次"),
    "slug_unconfirmed": (
        "“{name}”的文件夹名建议用 {slug}，还没有确认",
        "写成 --village {name}={slug}，或者加 --yes 全部照建议",
    ),
    "due_of_villages": (
        "规则{id}的期限{due}是计划给各村定的，不能用到“{kind}”上",
        "给这条规则写 kinds: [village]，或者换一个期限",
    ),
    "none_unsigned": ("“没有这类情况”没有写谁定的、为什么，不算数", "写上 by（镇干部代码）和 reason（理由）"),
    "none_unasked": ("任务{code}不能用“没有这类情况”免去", "只有这些任务可以：{known}；别的照实做、照实记"),
    "moved_unfounded": (
        "项目“{name}”改期没有写全谁批准、依据什么，仍算今年的",
        "moved_by（镇干部代码）和 basis（文号）都写上",
    ),
    "bad_parameter": ("“{name}”写的是{seen}，应在{low}到{high}之间", "核对依据，改成合理的数"),
    "full_members_other": ("花名册{on}有正式党员{seen}人，镇登记{needed}人", "两边核对转正日期和镇的 facts"),
    "date_spelling": (
        "“{label}”有{count}处写成“{seen}”的样子，读作 {read}，已经照常读取",
        "可以不改；branchstd fmt 会改成标准写法",
    ),
    "code_respelt": (
        "“{label}”有{count}处写成“{seen}”的样子，读作 {read}，已经照常读取",
        "可以不改；要改，照 {read} 写",
    ),
    "date_ambiguous": ("“{label}”写成了“{seen}”，可以读成{readings}", "查对原始记录，照其中一种写清楚，年份写四位"),
    "date_serial": ("“{label}”写成了“{seen}”，这是表格软件给日期编的号，对应 {day}", "查对原始记录，对的就写成 {day}"),
    "date_yearless": ("“{label}”写成了“{seen}”，没有年份", "查对原始记录，写上四位的年份：这一项各年都有，不能省"),
    "word_twice": ("“{name}”已经是“{first}”的说法", "一个说法在一处只能指一样东西，删掉一处"),
    "columns_missing": (
        "表头里没有必填的列：{lacking}；现在的表头是：{seen}",
        "表头写成：{wanted}（没有内容的列可以不要），一行写一条；人写代码，姓名放 names.csv",
    ),
    "field_unfit": ("“{name}”不能用在 {key} 里", "sum 要数字；date、done、limit 要日期，limit 还要是必填的"),
    "points_total": ("分值合计{seen}，应为{needed}", "调整各项标准的分值"),
    "wrong_count": ("{what}有{seen}个，应为{needed}个", "增减条目"),
    "step_endless": ("最后一步“{name}”没有时限，会一直悬着", "写上 after 和 within，例如 within: 30d"),
    "step_unfounded": (
        "步骤“{name}”标了 hard，却没有条文或推进计划作依据",
        "写上 source（条文或推进计划），没有依据的去掉 hard",
    ),
    "id_twice": ("编号“{id}”用了两次", "换一个编号"),
    "weights_total": ("标准{id}的权重合计{seen}，应为{needed}", "调整各条规则的权重"),
    "foreign_rule": ("规则{id}不属于标准{standard}", "改规则的编号"),
    "one_time": ("规则{id}应当有且只有 every、due、continuous 之一（现有：{seen}）", "留一个"),
    "match_missing": ("规则{id}对“{set}”要写 match", "写明用哪个字段对应"),
    "match_forbidden": ("规则{id}对“{set}”不写 match", "删掉 match"),
    "no_root": ("这里和上级文件夹都没有 data/town.yaml", "到镇的文件夹里运行，或用 --root 指明"),
    "nested_root": (
        "这里有 data/town.yaml，却在另一个镇的 data 文件夹里面，不能当镇的文件夹用",
        "删掉里面这一个 data/town.yaml，或把这个文件夹搬出去",
    ),
    "unknown_village": ("没有叫“{name}”的村", "是不是“{near}”？村名照 data/town.yaml 写"),
    "ambiguous_village": ("“{name}”可以是：{near}", "写完整一些"),
    "unknown_command": ("没有“{name}”这个命令", "是不是“{near}”？用 branchstd --help 看全部"),
    "unknown_standard": ("没有编号“{name}”", "是不是“{near}”？用 branchstd catalogue list 看全部"),
    "bad_as_of": ("日期“{seen}”不对", "写成 2019-11-01 这样"),
    "nothing_to_check": ("没有登记任何村", "先在 data/town.yaml 登记村"),
    "cannot_splice": ("改这里就会动到别的行，所以没有写", "照上面列出的样子，自己在文件里改"),
    "column_missing": ("表头里没有“{key}”这一列", "在表头加上“{key}”这一列，再做一次"),
    "changed_meanwhile": ("读过以后文件又被别的程序改了，没有写", "关掉正打开这个文件的程序，看过内容后再做一次"),
    "unwritten_file": (
        "没有写成：{detail}",
        "看文件是不是被 Excel、WPS 打开着，文件夹能不能写，磁盘满没满；原来的内容没有动",
    ),
    "write_unconfirmed": ("已写入，但还没有确认落盘：{detail}", "看磁盘有没有毛病；再核查一次，看内容在不在"),
    "town_locked": ("别的 branchstd 正在写，等了{seconds}秒", "等它做完再做；要是没有别的，重新打开命令行再试"),
    "git_under_way": ("git 里有一件事没做完（{name}），这时不写记录", "先把合并、变基做完或者撤销，再做一次"),
    "on_in_future": ("“{seen}”还没有到", "写事情实际发生的那天"),
    "on_other_year": ("“{seen}”不在{year}年", "用 --on 写事情实际发生的那天"),
    "unknown_item": ("{village}没有“{name}”这个问题", "是不是“{near}”？用 branchstd rectify list {village} 看编号"),
    "wrong_state": ("{id}现在是“{seen}”，这一步要在“{needed}”时才能做", "用 branchstd rectify show 看经过，看该谁办"),
    "no_role": ("“{by}”{on}那天在镇上没有职务", "是不是“{near}”？干部在 data/town.yaml 的 staff 里"),
    "unfit_no_role": ("“{by}”那天在镇上没有职务，这一句不算数", "由那天有职务的镇干部重新写一条"),
    "unfit_liaison": (
        "“{by}”是本村的包村干部，不能由本人给本村销号、延期、免除或认可，这一句不算数",
        "由党建办或分管领导核实后写",
    ),
    "unfit_claimant": ("“{by}”是这件事的责任人，不能给自己销号或免除，这一句不算数", "由别的镇干部核实后写"),
    "unfit_responsible": (
        "“{by}”所在的岗位正是这件事的责任单位，不能给自己的事销号、延期、免除或认可，这一句不算数",
        "由不负责这件事的镇干部核实后写",
    ),
    "unfit_role": (
        "“{about}”的评判，“{by}”那天的角色不对，这一句不算数",
        "看 branchstd explain {about} 写的是谁来评判，由他写；由包村干部评判的，是本村的包村干部",
    ),
    "leaving_unconfirmed": (
        "{village}报这些人已离开：{people}；镇登记的人数还没有变，在这之前仍算在册",
        "镇核对：属实就在这个文件的 facts 下面加一行 {line}；不属实请村里去掉“离开日期”",
    ),
    "dues_unconfirmed": (
        "{village}的{person}没有写月应交党费；镇没有说免交，仍算应交",
        "镇核对：确实免交就在这个文件的 standings 下面加一行 {line}；不免交请村里补上数额",
    ),
    "post_unconfirmed": (
        "{village}登记{person}任{body}{post}，因此不再要求设岗或谈话；镇还没有认可，仍照没有任职要求",
        "镇核对：确实任职就在这个文件的 standings 下面加一行 {line}；没有任职请村里改 posts.csv",
    ),
    "major_by_amount": (
        "{id}写的是一事一议，金额{seen}元，到了{needed}元就按四议两公开的重大事项算",
        "类别改成四议两公开重大事项，按实际做过的步骤写；没做的步骤不补造",
    ),
    "lost_candidate": (
        "{person}在花名册上，不是党员就没有职务，是本年入党的就没有发展记录：像是少了 candidates.yaml 里的一条",
        "查党员档案，把发展对象补回去；不是发展对象的，写上职务，或从花名册上去掉；外面转来的写转入日期",
    ),
    "lost_matter": (
        "表决的是“{about}”，可没有这个编号的事项，也没有这个人",
        "查会议记录，把 matters.yaml（或人员）补回去；编号写错就改表决；不是编号的事，用中文写清楚",
    ),
    "lost_post": (
        "从{on}起，两委任职的有{seen}人，镇登记的职数是{needed}",
        "两边核对：漏登的任职补进 posts.csv，卸任的写截止日期、不删行；确实空缺、减职数的，请镇改 facts 的 cadre_posts",
    ),
    "count_short": (
        "{kind}登记了{seen}条，镇的台账上有{needed}条",
        "照镇的台账找出少的，补回去、不删行；镇的数不对请镇改 facts",
    ),
    "plan_empty": ("没有写任何一项计划", "写 --cause、--task、--measure、--responsible、--proof 里要写的"),
    "plan_first": ("{id}还没有整改计划", "先写计划：branchstd rectify plan {village} {id}"),
    "plan_incomplete": ("{id}的整改计划要素不全，缺{missing}", "补全再申请：branchstd rectify plan {village} {id}"),
    "proof_missing": ("申请销号没有写佐证", "用 --proof 写佐证在哪里：照片文件名、记录本第几页"),
    "until_early": ("“{until}”不比{due}晚", "写一个更晚的日期；不需要延的就不写"),
    "not_approver": ("“{by}”不能批延期", "由{needed}批"),
    "mark_open": (
        "{id}的完成标志还没有做到（{mark}）。现在：{now}",
        "做到了再销号；有别的理由要销的，用 --despite 写明",
    ),
    "item_there": ("{rule}今年已经有一个问题：{id}", "一条规则一年一个问题；新看到的写在 {id} 的督查或退回意见里"),
    "outside_incomplete": (
        "外来的问题要写来源、内容和一个编号",
        "例如 rectify open 村名 2.5.a --origin 群众反映 --text 看到的情况；来源可用：{known}",
    ),
    "rule_elsewhere": ("规则{rule}不是标准{standard}的", "看这个问题说的是哪一件事，改正规则编号或者标准编号"),
    "word_early": ("{seen}早于{id}的发现日期{found}", "查对原始记录，改正写错的那个日期"),
    "no_village_folder": (
        "这个村的文件夹不在，核查不出它缺什么",
        "看是不是挪走了、没有拷全；村里确实还没有开始记的，先建这个文件夹",
    ),
    "item_later": ("{id}是{found}才发现的", "用 --on 写那天或以后的日子；只是看，用 --as-of"),
    "item_textless": ("这个问题没有规则、没有督查问题号，也没有写问题表现", "补上“问题表现”（text）"),
    "closed_unclaimed": ("村里还没有申请销号，镇已经销了", "问清情况；确实做了的，由村补写申请，写实际日期"),
    "unknown_whose": ("没有代码或角色是“{name}”的人", "是不是“{near}”？代码照 data/town.yaml 和村里的 people.csv 写"),
    "ambiguous_whose": ("几个村都有“{name}”", "写上村：{near}"),
    "several_lists": ("一张 CSV 只能放一张表，这里有{count}张", "用 --list 选一张，或者用 --out 写到文件夹里"),
    "file_there": ("已经有这个文件", "换一个文件夹，或者先移走它"),
    "same_step": (
        "“{first}”和“{key}”是同一步（{step}），写了两次",
        "这一步只写一个日期：两件事各有日子的，写办完这一步的那天；抄错的，查对原始记录",
    ),
    "bad_steps": (
        "“{label}”的步骤“{seen}”没有日期，或者写了两次",
        "写成 步骤=日期，例如 D1=2019-06-05；每步写一次，几步用空格隔开",
    ),
    "dues_there": ("这里已经登记过{people}交{month}的党费", "看收据是哪个月的；写错了就在文件里改那一行"),
    "record_there": ("已经有一模一样的一条", "是同一件事就不用再登记；真有两件，写清不同的地方"),
    "cannot_format": ("这个文件理不了：理了会丢注释或改变意思，所以没有动", "写法特殊的地方照别的记录改成一样，再试"),
    "no_record_file": ("这不是记录文件", "写 data/ 下面的记录文件，或者写村名"),
    "template_fault": ("模板第{line}行用不了：{detail}", "改 templates/report 里的这个文件，或者删掉它，用自带的"),
    "template_slow": ("模板{detail}秒还没有排完", "让里面的循环少走一些，或者删掉这个文件，用自带的"),
    "template_large": ("模板排出的内容太多，或者占用内存太多（{detail}）", "让它少排一些，或者删掉这个文件，用自带的"),
    "template_empty": ("模板是空的", "写上内容，或者删掉这个文件，用自带的"),
    "no_check": (
        "这不是存下来的核查结果",
        "更新前用旧程序做 branchstd check --format json > before.json，再写这个文件",
    ),
    "no_report": ("这不是 branchstd 写的报告", "要核对的文件末尾有一行核对码"),
    "demo_stuck": ("这一步在拷贝上没走通：{command}", "自己的记录里要是有错，先改；别的请告诉维护人员"),
}


TEXT_PROBLEMS: Final[dict[str, tuple[str, str]]] = {
    "file_empty": ("这个文件是空的", "照模板填上内容；确实没有可登记的，就留着不管"),
    "file_too_large": ("文件超过{limit}", "图片、扫描件不要放进记录文件；内容太多的，拆成几个文件"),
    "not_text": (
        "这是 Excel、WPS 或 Word 文件，只是改了后缀名",
        "用 Excel 或 WPS 打开，选“另存为”，表格存成“CSV UTF-8（逗号分隔）”",
    ),
    "utf16": (
        "文件存成了“Unicode（UTF-16）”编码",
        "用记事本打开，选“另存为”，编码选“UTF-8”，再保存",
    ),
    "not_utf8": (
        "文件不是 UTF-8 编码，从这一行起认不出汉字",
        "用 WPS 或记事本打开，看汉字正常后选“另存为”，编码选“UTF-8”",
    ),
    "file_cut": (
        "文件到这里断在半个汉字上，可能没有拷贝完整",
        "从原来的电脑或U盘重新拷贝一份，再看最后几行全不全",
    ),
    "merge_conflict": (
        "第{first}行到第{last}行有两个人同时改过、还没有合并的内容",
        "两边的内容都看一看，留下对的，再把 <<<<<<<、=======、>>>>>>> 这几行删掉",
    ),
    "control_character": (
        "这里有一个不该有的控制字符（{character}）",
        "删掉这一处，用键盘重新输入；不要从网页或聊天软件里直接粘贴",
    ),
    "invisible_character": (
        "这里有一个看不见的字符（{character}）",
        "把光标前后的字删掉，用键盘重新输入；不要从网页或聊天软件里直接粘贴",
    ),
    "yaml_anchor": ("这里的内容以“&”开头，有特殊含义", "要写的就是“&”，请给整段内容加上英文双引号"),
    "yaml_alias": ("这里的内容以“*”开头，有特殊含义", "要写的就是“*”，请给整段内容加上英文双引号"),
    "yaml_tag": ("这里的内容以“!”开头，有特殊含义", "要写的就是“!”，请给整段内容加上英文双引号"),
    "yaml_directive": ("这一行以“%”开头，有特殊含义", "删掉这一行"),
    "yaml_merge_key": ("这里用了“<<”这种写法，记录里不能用", "删掉这一行，把要写的内容逐条写出来"),
    "yaml_documents": ("一个文件里有两份记录（中间有“---”或“...”一行）", "删掉中间那一行，或者拆成两个文件"),
    "yaml_depth": ("内容缩进超过{limit}层", "照模板的样子写，每层只比上一层多空两格"),
    "yaml_too_many": ("一个文件里的内容超过{limit}项", "拆成几个文件登记"),
    "yaml_duplicate_key": (
        "“{key}”在同一条记录里写了两次：第{first}行和第{second}行",
        "留下对的一行，删掉另一行；如果是两条记录，第二条前面加“- ”",
    ),
    "yaml_key_not_text": ("冒号前面应当是一个名称", "冒号前面写上名称，例如“date: 2019-06-10”"),
    "yaml_tab": ("这里用了 Tab 键", "删掉它，用空格代替 Tab；每层空两格"),
    "yaml_fullwidth_colon": (
        "“{key}”后面用了中文冒号“：”",
        "换成英文冒号，后面加一个空格，例如“{key}: 内容”",
    ),
    "yaml_wide_space": (
        "这里用了全角空格（或从网页带来的空格）",
        "删掉它，切换到英文输入法，重新按空格键",
    ),
    "yaml_quote": ("引号没有配成一对", "检查这一行和上面几行的英文引号，一头一尾都要有；引号外面不要再写字"),
    "yaml_bracket": ("括号没有配成一对", "检查这一行的 [ ] 和 {{ }}，有开头就要有结尾，多余的删掉"),
    "yaml_colon": (
        "这里少了英文冒号，或者冒号后面没有空格",
        "写成“名称: 内容”，冒号用英文的，后面加一个空格",
    ),
    "yaml_hash_cut": (
        "“{cut}”前面只有一个空格，被当成注释，没有读进去；读到的是“{seen}”",
        "是内容的，给整段内容加上英文双引号；是注释的，在 # 前面空两格",
    ),
    "yaml_second_colon": (
        "这一行有两处“冒号加空格”",
        "内容里本来有冒号的，给整段内容加上英文双引号；是两项内容的，分成两行写",
    ),
    "yaml_indent": ("这一行和上面没有对齐", "同一条记录的各行，行首空格要一样多；只用空格，不用 Tab"),
    "yaml_escape": ("双引号里的“\\”有特殊含义", "把这段内容两头的双引号换成英文单引号"),
    "yaml_start": ("内容不能用这个符号开头", "给整段内容加上英文双引号"),
    "yaml_syntax": (
        "这里的写法读不懂",
        "对照模板检查这一行和上一行；找不出来，请把这一行发给管理员",
    ),
    "csv_gb18030": (
        "这个表格是 GBK 编码，已经照常读取",
        "下次保存时选“CSV UTF-8（逗号分隔）”，生僻字才不会丢",
    ),
    "csv_encoding": (
        "从这一行起认不出汉字",
        "用 Excel 或 WPS 打开，看汉字正常后选“另存为”，存成“CSV UTF-8（逗号分隔）”",
    ),
    "csv_nul": (
        "这里有一个空字符，文件可能坏了，或者不是 CSV 表格",
        "用 Excel 或 WPS 打开原来的表格，重新存成“CSV UTF-8（逗号分隔）”",
    ),
    "csv_quote": (
        "从这一行起，英文双引号没有配成一对",
        "用 Excel 或 WPS 打开改好再存；手工改的话，补上或删掉多余的双引号",
    ),
    "yaml_text_too_long": ("这段文字超过{limit}个字", "写短一些；全文放在档案盒里，这里只写要点和存放处"),
    "csv_too_many_columns": ("这张表有名称的列超过{limit}列，整张表没有读", "只留模板里有的列，其余的列删掉"),
    "csv_too_many_rows": (
        "这张表超过{limit}行，整张表没有读",
        "看看是不是把别的表或者几年的内容贴了进来，删掉多余的；村里一年不会有这么多",
    ),
    "csv_field_too_long": ("这一格超过{limit}个字", "写短一些；如果是引号没配对把几行连在了一起，补上引号"),
    "csv_ragged": (
        "这一行有{seen}格，表头有{needed}格，这一行没有读",
        "用 Excel 或 WPS 打开，把各格和表头对齐；内容里有英文逗号的，换成中文逗号",
    ),
    "csv_duplicate_header": (
        "表头“{key}”出现了两次，第一次在第{first}列",
        "留下对的一列；另一列删掉，或者改成别的名称",
    ),
    "csv_empty_header": (
        "第{column}列没有表头，这一行却填了内容，这一行没有读",
        "在第一行给这一列写上名称；不需要的，把这一格清空",
    ),
    "csv_title": (
        "表头不在第一行：第一行是“{title}”，像表头的（{seen}）在它下面第{above}行",
        "删掉表头上面的{above}行，和表尾的合计、签字；表头写成：{wanted}（没有内容的列可以不要）；"
        "人写代码，姓名放 names.csv",
    ),
    "csv_sep_line": ("第一行是“sep=”，不是表头", "用记事本打开，删掉第一行，保存"),
    "csv_delimiter": (
        "表头是用“{mark}”分隔的，应当用英文逗号",
        "用 Excel 或 WPS 打开，选“另存为”，存成“CSV UTF-8（逗号分隔）”",
    ),
    "csv_excel_number": (
        "这个号码被 Excel 改成了科学计数或改掉了末几位",
        "先把整列的格式设为“文本”，再照原件重新输入这个号码",
    ),
    "csv_text_prefix": (
        '“{key}”这一列有{count}格带着 Excel 的文本标记（\' 或 ="" 或 Tab），已经去掉后读取',
        "不改也行；要改，就把整列的格式设为“文本”，再删掉标记",
    ),
    "csv_truncated": (
        "最后一行只有{seen}格，表头有{needed}格，文件可能没有保存或拷贝完整",
        "对照原来的表格看后面还有没有，重新保存或拷贝一份",
    ),
}
