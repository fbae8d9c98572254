// The two languages, and the choice of language and theme that a browser remembers.
const ENGLISH = {
  landingTitle: 'A living profile, yours to see', landingText: 'Portrait learns what people like from what they do. They see it change, correct it, and delete it.',
  ways: 'Ways in', me: 'My profile', meText: 'See what is known of you, from which events, and decide about it.', console: 'Console',
  consoleText: 'For those who run the service: does it keep up, how well does it learn?', api: 'The API, to try out',
  token: 'Your access token', open: 'Open', demoUser: 'Development: look as', tryIt: 'Try it', tryText: 'Each button sends a real event of this person.',
  interests: 'Interests', events: 'Events:', chart: 'Interests over time', topic: 'Topic', exact: 'Exact', noised: 'Outside readers', recommendations: 'Recommendations',
  why: 'What was inferred, and from what', when: 'When', what: 'What', says: 'What it changed', rights: 'Your decisions', consent: 'You permit',
  pause: 'Pause: take in nothing, show nothing to anyone but me', export: 'Export everything', erase: 'Erase me', cancel: 'Cancel',
  sure: 'Everything about you will be deleted. This cannot be undone.', gone: 'There is no profile: nothing is stored about this person.',
  latest: 'Last: {what}. What it changed: {says}.', firstTime: 'First time here? Open “My profile”, look as somebody, press a button under “Try it”, and see what changes and why.',
  personalisation: 'Personalisation', ads: 'Advertising', risk: 'Protection against fraud', sharing: 'Sharing, with noise added',
  privacy: 'Outside readers see these numbers with random noise added (ε = {epsilon}): of the broad topics only, each off by some {noise} up or down, and so at times below zero. Whatever they see is at most {odds} times as likely with any one event of yours as without it, so they can hardly tell whether it happened.',
  notReleased: 'Outside readers are shown nothing of this person: nothing has been released yet, or sharing is not permitted.', theme: 'Theme', auto: 'Automatic', light: 'Light', dark: 'Dark', language: 'Language',
  key: 'Internal key', adminKey: 'Admin key (for keys, audit, rejected events)', needsInternal: 'This key sees neither the learners nor single profiles. Type an internal key above as well, and open again.', needsAdmin: 'This key sees neither keys nor the audit nor rejected events. Type an admin key above as well, and open again.', keepsUp: 'Does it keep up?', learningText: 'Every example is predicted before it is learned, and once more after. A learner that does well only after has learned by heart. Grey uprights: another learner serves. Coloured: the loss of that learner was found to have risen.', nothingLearned: 'Nothing has been learned yet.', lossOverTime: 'Loss before learning (test, then train)', trainingLoss: 'Loss after learning (training)', calibration: 'Calibration: observed over predicted', perfect: 'perfect', predicted: 'predicted', serves: 'serves', recentLoss: 'Loss of late', calibrationError: 'Calibration error', weight: 'Weight', switched: '{when}: {to} serves, before it {from} (after {examples} examples)', drifted: '{when}: the loss of {learner} was found to have risen', period: 'Time shown', hours1: 'Last hour', hours24: 'Last day', hours168: 'Last week', notYet: 'Not released yet.', tooFew: 'Released, but no group has enough people to be named.', noneYet: 'None yet.', nothingThen: 'Nothing in this time.', loading: 'One moment …', away: 'Not live just now. Trying again …', colon: ': ', comma: ', ', group: 'Group', estimate: 'Count, with noise', rate: 'Events a second', waiting: 'Waiting events', lag: 'Oldest waits (s)', profiles: 'Profiles', accepted: 'Journal position', learning: 'Learners',
  population: 'Population', lookUp: 'Look a profile up', user: 'User', admin: 'Keys, audit, rejected events', keys: 'Keys', audit: 'Audit', deadLetters: 'Rejected events',
  segments: 'Segments', cohorts: 'Cohorts', topics: 'Topics', learner: 'Learner', examples: 'Examples', loss: 'Loss', failed: 'That did not work: ', less: 'Less', more: 'More', never: 'Never', reset: 'Reset', correct: 'Correct it', because: 'because of', 'popular-long': 'what many choose', 'popular-short': 'what many choose just now', everything: 'every item has a chance', 'second-look': 'what such signs have meant for you before',
  view: 'View', like: 'Like', purchase: 'Buy', live: 'Live', corrected: '{action}: {topic}. The recommendations follow at once.', ended: 'The access has ended. Open it again.', mug: 'Blue mug', ball: 'Football', book: 'Novel',
  'did-impression': 'was shown', 'did-view': 'viewed', 'did-click': 'clicked', 'did-search': 'searched for', 'did-cart': 'put in the cart', 'did-uncart': 'took from the cart', 'did-purchase': 'bought', 'did-refund': 'returned', 'did-like': 'liked', 'did-dislike': 'disliked', 'did-rating': 'rated', 'did-share': 'shared', 'did-comment': 'commented on', 'did-follow': 'followed', 'did-transaction': 'paid', 'did-custom': 'another event', 'did-identify': 'said something of themselves', 'did-alias': 'has another id', 'did-merge': 'was joined with another id', 'did-unmerge': 'was parted from another id',
};
const CHINESE = {
  landingTitle: '看得见的动态画像', landingText: 'Portrait 从行为中了解人们的喜好。本人可以看到它的变化，可以更正，也可以删除。',
  ways: '入口', me: '我的画像', meText: '查看系统对您的了解及其来源事件，并作出决定。', console: '控制台', consoleText: '面向运维：处理是否及时，学习效果如何？', api: '在线试用 API',
  token: '您的访问令牌', open: '打开', demoUser: '开发模式：以此用户查看', tryIt: '试一试', tryText: '每个按钮都会为此人发送一个真实事件。',
  interests: '兴趣', events: '事件数：', chart: '兴趣随时间的变化', topic: '主题', exact: '精确值', noised: '外部可见', recommendations: '推荐',
  why: '推断及其依据', when: '时间', what: '行为', says: '带来的变化', rights: '您的决定', consent: '您允许', pause: '暂停：不再接收事件，除本人外不向任何人展示',
  export: '导出全部数据', erase: '删除我的数据', cancel: '取消', sure: '与您有关的一切都将被删除，且无法恢复。', gone: '没有画像：系统未保存此人的任何信息。',
  latest: '最近：{what}。带来的变化：{says}。', firstTime: '第一次使用？打开「我的画像」，选择一位用户，点击「试一试」下的按钮，看看什么变了、为什么变。',
  personalisation: '个性化', ads: '广告', risk: '防范欺诈', sharing: '加噪后共享',
  privacy: '外部读者看到的数值加入了随机噪声（ε = {epsilon}）：只包含大类主题，每个数值通常上下浮动约 {noise}，因此有时低于零。无论他们看到什么，有您的任何一个事件时的可能性最多是没有时的 {odds} 倍，所以很难判断它是否发生过。', notReleased: '外部读者看不到此人的任何内容：尚未发布，或未允许共享。',
  theme: '主题', auto: '自动', light: '浅色', dark: '深色', language: '语言', key: '内部密钥', adminKey: '管理密钥（用于密钥、审计与被拒事件）', needsInternal: '此密钥无权查看学习器和单个画像。请在上方同时填入内部密钥，然后重新打开。', needsAdmin: '此密钥无权查看密钥、审计和被拒事件。请在上方同时填入管理密钥，然后重新打开。', keepsUp: '处理是否及时？', learningText: '每个样本在学习前预测一次，学习后再预测一次。仅在学习后表现好的学习器只是死记硬背。灰色竖线：更换了在用的学习器；彩色竖线：检测到该学习器的损失上升。', nothingLearned: '尚未学习任何内容。', lossOverTime: '学习前的损失（先测试后训练）', trainingLoss: '学习后的损失（训练）', calibration: '校准：观测值与预测值', perfect: '理想', predicted: '预测值', serves: '在用', recentLoss: '近期损失', calibrationError: '校准误差', weight: '权重', switched: '{when}：开始使用 {to}，此前为 {from}（已学 {examples} 个样本）', drifted: '{when}：检测到 {learner} 的损失上升', period: '显示时段', hours1: '最近一小时', hours24: '最近一天', hours168: '最近一周', notYet: '尚未发布。', tooFew: '已发布，但没有人数足以列出的群体。', noneYet: '暂无。', nothingThen: '此时段内没有数据。', loading: '请稍候…', away: '实时连接已中断，正在重试…', colon: '：', comma: '、', group: '群体', estimate: '数量（含噪声）', rate: '每秒事件数', waiting: '待处理事件', lag: '最长等待（秒）', profiles: '画像数', accepted: '日志位置',
  learning: '学习器', population: '人群', lookUp: '查询画像', user: '用户', admin: '密钥、审计与被拒事件', keys: '密钥', audit: '审计', deadLetters: '被拒事件', segments: '分群', cohorts: '群体统计', topics: '主题',
  learner: '学习器', examples: '样本数', loss: '损失', failed: '操作未成功：', less: '少一些', more: '多一些', never: '不再推荐', reset: '恢复', correct: '更正', because: '因为', 'popular-long': '大众的选择', 'popular-short': '近期大众的选择', everything: '每件物品都有机会', 'second-look': '类似情形下你以往的选择', view: '浏览', like: '喜欢', purchase: '购买', live: '实时', corrected: '{action}：{topic}。推荐已随之更新。', ended: '访问已结束，请重新打开。', mug: '蓝色马克杯', ball: '足球', book: '小说',
  'did-impression': '展示', 'did-view': '浏览', 'did-click': '点击', 'did-search': '搜索', 'did-cart': '加入购物车', 'did-uncart': '移出购物车', 'did-purchase': '购买', 'did-refund': '退款', 'did-like': '喜欢', 'did-dislike': '不喜欢', 'did-rating': '评分', 'did-share': '分享', 'did-comment': '评论', 'did-follow': '关注', 'did-transaction': '交易', 'did-custom': '自定义', 'did-identify': '身份信息', 'did-alias': '别名', 'did-merge': '合并', 'did-unmerge': '取消合并',
};
const TEXTS = { en: ENGLISH, zh: CHINESE };
let language = localStorage.getItem('language') ?? (navigator.language.startsWith('zh') ? 'zh' : 'en');

export function t(name, values = {}) {
  return Object.entries(values).reduce((text, [key, value]) => text.replace(`{${key}}`, value), TEXTS[language][name] ?? name);
}

/** What something is called, and what it is. */
export const pair = (name, what) => `${name}${t('colon')}${what}`;

export const listed = (texts) => texts.join(t('comma'));

function show() {
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
  document.querySelectorAll('[data-t]').forEach((element) => { element.textContent = t(element.dataset.t); });
  document.querySelectorAll('[data-t-label]').forEach((element) => element.setAttribute('aria-label', t(element.dataset.tLabel)));
  document.title = [...document.querySelectorAll('h1')].map((title) => `${title.textContent} – Portrait`).join('');
}

function choice(name, options, chosen, changed) {
  const select = document.createElement('select');
  select.id = name;
  select.dataset.tLabel = name;
  options.forEach(([value, text]) => {
    const option = new Option(text ?? t(value), value, false, value === chosen);
    if (!text) option.dataset.t = value;
    select.add(option);
  });
  select.addEventListener('change', () => changed(select.value));
  return select;
}

function dress(theme) {
  document.documentElement.dataset.theme = theme;
  localStorage.setItem('theme', theme);
}

/** Puts the switches in place; `redraw` is called when the language has changed. */
export function settings(redraw = () => {}) {
  const theme = localStorage.getItem('theme') ?? 'auto';
  dress(theme);
  document.getElementById('settings').append(
    choice('language', [['en', 'English'], ['zh', '中文']], language, (value) => {
      language = value;
      localStorage.setItem('language', value);
      show();
      redraw();
    }),
    choice('theme', [['auto'], ['light'], ['dark']], theme, (value) => { dress(value); redraw(); }),
  );
  show();
}
