import type { ConfirmedImport } from './import-founding-notice.js';
import { CaseSteps } from './case-steps.js';
import type { DemoClient } from './demo-client.js';
import { type Timeline } from './timeline.js';

/** The main job of a bureau, from the draft to the archives, played by its people over HTTP. */
export class MainJob {
  private readonly steps: CaseSteps;

  constructor(
    private readonly client: DemoClient,
    private readonly timeline: Timeline,
    private readonly notice: ConfirmedImport,
  ) {
    this.steps = new CaseSteps(client, timeline);
  }

  async play(): Promise<void> {
    for (const who of [
      'drafter',
      'section-head',
      'reviewer',
      'director',
      'office-lead',
      'archivist',
      'auditor',
    ])
      await this.client.signIn(who);
    await this.steps.moveClock('2016-07-04T09:00:00+08:00');
    await this.draft();
    await this.review();
    await this.publish();
    await this.missTheInterpretation();
    await this.postItLate();
    await this.handOver();
    await this.verify();
  }

  private async draft(): Promise<void> {
    const { timeline, client, notice } = this;
    timeline.heading('一、起草报批', 'Drafting');
    const fields = {
      title: notice.title,
      documentNumber: notice.documentNumber,
      attribute: 'proactive',
      madeOn: notice.madeOn,
      summary: '分解2016年度政务公开工作任务',
    };
    const opened = await client.post('drafter', '/api/v1/cases', {
      type: 'policy-document',
      fields,
      commandId: crypto.randomUUID(),
    });
    timeline.must(opened.status === 201, '立案 the case opens', opened);
    this.steps.caseId = String(opened.body['id']);
    timeline.tell(
      '起草人',
      `立案 ${String(opened.body['number'])}《${notice.title}》`,
      'files the notice as a policy document',
    );
    await this.steps.upload('document', '通知正文.txt', notice.text);
    const refused = await client.act('drafter', this.steps.caseId, 'submit');
    this.steps.mustRefuse(
      refused,
      'missing-need',
      '缺解读方案时不予受理 refused without the interpretation plan',
    );
    timeline.tell('起草人', '报批，被退：无解读方案', 'submits without a plan and is refused');
    this.steps.quoteReasons(refused);
    await this.steps.upload(
      'interpretationPlan',
      '解读方案.txt',
      '解读提纲：背景、主要任务、科室分工。形式：图解。渠道：门户网站。时间：公开后三个工作日内。',
    );
    await this.steps.mustAct('drafter', 'submit', {}, 'section-review');
    timeline.tell('起草人', '连同解读方案报批', 'submits it together with the plan');
    await this.steps.mustAct('section-head', 'agree', { opinion: '同意送审' }, 'confidentiality-review');
    timeline.tell('科室负责人', '审核同意送审', 'the section head agrees');
  }

  private async review(): Promise<void> {
    const { timeline, client } = this;
    timeline.heading('二、保密审查', 'Confidentiality review');
    const own = await client.act('drafter', this.steps.caseId, 'clear', { opinion: '同意公开' });
    this.steps.mustRefuse(own, 'own-work', '起草人不能审查自己的文件 refused to the drafter as own reviewer');
    timeline.tell('起草人', '想自己审查，被拒', 'tries to clear own work and is refused');
    this.steps.quoteReasons(own);
    const count = await this.steps.settleHits('reviewer', '经核，系公开的工作联系方式或已公开文件');
    timeline.tell('保密审查员', `逐处核对自动提示 ${count} 处`, `settles ${count} hits, one by one`);
    const checklist = await this.steps.allNo('confidentiality');
    await this.steps.mustAct('reviewer', 'clear', { opinion: '不涉密，同意公开', checklist }, 'approval');
    timeline.tell(
      '保密审查员',
      '逐项填写保密审查表，同意公开',
      'answers the checklist and clears exactly these bytes',
    );
  }

  private async publish(): Promise<void> {
    const { timeline, client } = this;
    timeline.heading('三、签发公开', 'Approval and publication');
    const before = await client.get(null, `/api/v1/public/items/${this.steps.caseId}`);
    timeline.must(before.status === 404, '签发前公众看不到 nothing is public before approval', before);
    await this.steps.mustAct('director', 'approve', {}, 'scheduled');
    timeline.tell('分管领导', '签发', 'approves');
    await this.steps.state('published');
    const after = await client.get(null, `/api/v1/public/items/${this.steps.caseId}`);
    timeline.must(after.status === 200, '公众可以读到 the public can read it', after);
    timeline.tell('门户', `已公开，索引号 ${String(after.body['indexNumber'])}`, 'posted on the portal');
    const clock = await this.steps.clock('interpretation');
    timeline.must(
      clock?.dueOn === '2016-07-07',
      '解读三个工作日内到期 interpretation due in three working days',
      clock,
    );
    timeline.tell(
      '系统',
      `解读材料应于 ${clock?.dueOn ?? ''} 前发布（公开后 3 个工作日）`,
      'the interpretation clock starts',
    );
  }

  private async missTheInterpretation(): Promise<void> {
    this.timeline.heading('四、到期、超期、升级', 'Reminder, breach, escalation');
    await this.steps.mailComes(
      '2016-07-06T08:31:00+08:00',
      'drafter',
      '即将到期',
      '提醒起草人',
      'the drafter is reminded',
    );
    await this.steps.mailComes(
      '2016-07-08T00:00:30+08:00',
      'office-lead',
      '已超期',
      '超期，升级到办公室主任',
      'breach: the office lead hears of it',
    );
    await this.steps.mailComes(
      '2016-07-09T00:00:30+08:00',
      'director',
      '升级',
      '再过一个工作日，升级到局长',
      'one rung later: the director',
    );
  }

  private async postItLate(): Promise<void> {
    const { timeline } = this;
    timeline.heading('五、补发解读', 'The interpretation, late');
    await this.steps.moveClock('2016-07-12T09:30:00+08:00');
    const uploaded = await this.client.upload(
      'drafter',
      this.steps.caseId,
      'interpretation',
      '一图读懂.txt',
      '一图读懂：14项任务、牵头科室、责任科室。',
      {
        action: 'submit-interpretation',
        data: JSON.stringify({ directorParticipation: '局长审定解读稿并参加在线访谈' }),
      },
    );
    timeline.must(uploaded.status === 201, '报送解读材料 the interpretation is submitted', uploaded);
    timeline.tell('起草人', '报送解读材料', 'submits the interpretation');
    await this.steps.settleHits('reviewer', '经核可以公开');
    await this.steps.mustAct(
      'reviewer',
      'clear-interpretation',
      { opinion: '同意发布', checklist: await this.steps.allNo('confidentiality') },
      'interpretation-scheduled',
    );
    timeline.tell('保密审查员', '解读材料审查通过', 'clears the interpretation');
    await this.steps.state('interpreted');
    const clock = await this.steps.clock('interpretation');
    timeline.must(
      clock?.state === 'stopped' && clock.workingDaysLate === 3 && clock.breaches.length === 1,
      '超期记录保留 the breach stays on record',
      clock,
    );
    timeline.tell(
      '门户',
      `解读已发布，逾期 ${clock?.workingDaysLate ?? 0} 个工作日，超期记录保留`,
      'posted three working days late; the breach stays',
    );
  }

  private async handOver(): Promise<void> {
    const { timeline, client } = this;
    timeline.heading('六、季度移交档案馆', 'The quarter is handed over');
    await this.steps.moveClock('2016-10-08T09:00:00+08:00');
    const packed = await client.post('archivist', '/api/v1/archive/submissions', { quarter: '2016Q3' });
    timeline.must(
      packed.status === 200 && packed.body['state'] === 'packed',
      '装包 the package is built',
      packed,
    );
    const delivery = String(packed.body['caseId']);
    timeline.tell(
      '档案员',
      `2016年第三季度装包 ${String(packed.body['itemCount'])} 件，校验和 ${String(packed.body['packageSha256']).slice(0, 16)}…`,
      'packs the quarter as a BagIt package',
    );
    const counts = {
      paperCount: packed.body['itemCount'],
      electronicCount: packed.body['itemCount'],
      countsAgree: true,
      opinion: '纸质与电子数量一致',
    };
    await this.steps.mustActOn(delivery, 'office-lead', 'check', counts, 'checked');
    timeline.tell('办公室主任', '核对一致', 'checks the counts');
    await this.steps.mustActOn(delivery, 'archivist', 'send', {}, 'sending');
    await this.steps.stateOf(delivery, 'archivist', 'sent');
    timeline.tell('系统', '已送达档案馆收件目录', 'delivers it');
    const receipted = await client.post(
      'archivist',
      `/api/v1/archive/submissions/${String(packed.body['id'])}/receipt`,
      { receipt: '明档收〔2016〕118号' },
    );
    timeline.must(
      receipted.status === 200 && receipted.body['state'] === 'receipted',
      '签收 the archives sign',
      receipted,
    );
    timeline.tell('市档案馆', '签收，回执 明档收〔2016〕118号', 'signs for it');
    await this.steps.state('archived');
    const proof = await client.get('archivist', '/api/v1/archive/proof?quarter=2016Q3');
    timeline.must(
      proof.body['isComplete'] === true,
      '已公开的全部移交 everything published is handed over',
      proof,
    );
    timeline.tell(
      '系统',
      `归档；已公开 ${String(proof.body['published'])} 件，全部移交`,
      'archived, and the proof is complete',
    );
  }

  private async verify(): Promise<void> {
    const { timeline, client } = this;
    timeline.heading('七、审计', 'Audit');
    const audit = await client.get('auditor', `/api/v1/cases/${this.steps.caseId}/audit`);
    const verified = audit.body['verified'] as { ok: boolean } | undefined;
    const entries = audit.body['entries'] as unknown[] | undefined;
    timeline.must(
      verified?.ok === true && (entries?.length ?? 0) > 10,
      '审计链成立 the audit chain verifies',
      audit.status,
    );
    timeline.tell(
      '审计员',
      `审计链 ${entries?.length ?? 0} 条，逐条核验成立`,
      'verifies the chain, link by link',
    );
  }
}
