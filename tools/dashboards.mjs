// The Grafana dashboards of deploy/observability/dashboards, as data. `node tools/dashboards.mjs` writes them; tools/check-observability.mjs proves that
// the committed files are these, that every query parses, and that it asks only for metrics that a process of ours tells.
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';

const folder = fileURLToPath(new URL('../deploy/observability/dashboards/', import.meta.url));
const source = { type: 'prometheus', uid: '${source}' };
const one = '{service=~"$service"}';

/** A panel: title, unit, queries as [legend, PromQL], and what to think of it. */
const panel = (title, unit, queries, description, type = 'timeseries') => ({
  title,
  unit,
  queries,
  description,
  type,
});
const stat = (title, unit, query, description) => panel(title, unit, [['', query]], description, 'stat');

const quantile = (q, metric, by, labels = '') =>
  `histogram_quantile(${q}, sum by (le, ${by}) (rate(${metric}_bucket${labels}[5m])))`;
const failed = 'code=~"INTERNAL|UNAVAILABLE"';

const dashboards = {
  overview: {
    title: '未诉 · 总览',
    panels: [
      stat('在线副本', 'short', 'sum(up{job=~"weisu.*"})', '每个进程一个。'),
      stat('死信', 'short', 'sum(max by (service) (weisu_dead_letter_rows))', '应为零；见运维手册第 8 章。'),
      stat('最老的未送出事件', 's', 'max(weisu_outbox_age_seconds)', '超过 60 秒告警。'),
      stat('最迟的时限', 's', 'max(weisu_clock_lateness_seconds)', '已到期而未触发；超过 60 秒告警。'),
      panel(
        '网关请求',
        'reqps',
        [['{{status}}', 'sum by (status) (rate(weisu_http_request_duration_seconds_count[5m]))']],
        '按状态码。',
      ),
      panel(
        '网关响应时间',
        's',
        [
          ['p50 {{route}}', quantile(0.5, 'weisu_http_request_duration_seconds', 'route')],
          ['p99 {{route}}', quantile(0.99, 'weisu_http_request_duration_seconds', 'route')],
        ],
        '/graphql 的 p99 超过 1.2 秒告警。',
      ),
      panel(
        '我方失败的操作',
        'percentunit',
        [
          [
            '{{service}}',
            `sum by (service) (rate(weisu_operation_duration_seconds_count{${failed}}[5m])) / sum by (service) (rate(weisu_operation_duration_seconds_count[5m]))`,
          ],
        ],
        '拒绝（无权限、参数不对）不算。超过 1% 告警。',
      ),
      panel(
        '事件',
        'short',
        [['{{service}}', 'sum by (service) (rate(weisu_events_published_total[5m]))']],
        '每秒送达 Kafka 的事件。',
      ),
      panel('内存', 'bytes', [['{{service}} {{instance}}', 'process_resident_memory_bytes']], '每个进程。'),
      panel(
        '事件循环延迟',
        's',
        [['{{service}} {{instance}}', 'nodejs_eventloop_lag_p99_seconds']],
        '持续高于 0.1 秒：处理器不够。',
      ),
    ],
  },
  operations: {
    title: '未诉 · 操作（网关 → 服务 → 数据库）',
    panels: [
      panel(
        '操作',
        'reqps',
        [['{{operation}}', `sum by (operation) (rate(weisu_operation_duration_seconds_count${one}[5m]))`]],
        '合同中的操作。',
      ),
      panel(
        '用时 p99',
        's',
        [['{{operation}}', quantile(0.99, 'weisu_operation_duration_seconds', 'operation', one)]],
        '服务内部，不含网关。',
      ),
      panel(
        '拒绝与失败',
        'reqps',
        [
          [
            '{{operation}} {{code}}',
            'sum by (operation, code) (rate(weisu_operation_duration_seconds_count{service=~"$service",code!="OK"}[5m]))',
          ],
        ],
        '错误码见合同。',
      ),
      panel(
        '重复请求',
        'reqps',
        [['{{operation}}', `sum by (operation) (rate(weisu_idempotent_replays_total${one}[5m]))`]],
        '同一 Idempotency-Key 再来，答的是上次的结果。',
      ),
      panel(
        '数据库连接',
        'short',
        [['{{service}} {{state}}', `sum by (service, state) (weisu_database_pool_connections${one})`]],
        '“waited for” 大于零一分钟告警。',
      ),
    ],
  },
  events: {
    title: '未诉 · 事件（发件箱 → Kafka → 收件箱）',
    panels: [
      panel('未送出', 'short', [['{{service}}', `max by (service) (weisu_outbox_rows${one})`]], '行数。'),
      panel(
        '最老的未送出',
        's',
        [['{{service}}', `max by (service) (weisu_outbox_age_seconds${one})`]],
        '超过 60 秒告警。',
      ),
      panel(
        '车道',
        'short',
        [['{{service}} {{instance}}', `weisu_relay_lanes${one}`]],
        '一个服务的所有副本合计 8 条。',
      ),
      panel(
        '送达与失败',
        'short',
        [
          ['{{service}}', `sum by (service) (rate(weisu_events_published_total${one}[5m]))`],
          ['{{service}} 失败', `sum by (service) (rate(weisu_publish_failures_total${one}[5m]))`],
        ],
        '失败的批次会再送。',
      ),
      panel(
        '落后',
        'short',
        [
          [
            '{{service}} {{topic}}',
            `sum by (service, topic) (max by (service, topic, partition) (weisu_consumer_lag_messages${one}))`,
          ],
        ],
        '消费组还没有取的消息。',
      ),
      panel(
        '收件箱',
        'short',
        [
          [
            '{{type}} {{outcome}}',
            `sum by (type, outcome) (rate(weisu_event_reaction_duration_seconds_count${one}[5m]))`,
          ],
        ],
        'DUPLICATE 是重送，已经生效过；REDELIVERY 是数据库不可用，稍后再来。',
      ),
      panel(
        '处理用时 p99',
        's',
        [['{{type}}', quantile(0.99, 'weisu_event_reaction_duration_seconds', 'type', one)]],
        '从第一次尝试起。',
      ),
      panel(
        '死信',
        'short',
        [['{{service}}', `max by (service) (weisu_dead_letter_rows${one})`]],
        '应为零。',
      ),
    ],
  },
  deadlines: {
    title: '未诉 · 时限与投递',
    panels: [
      panel(
        '在走的时限',
        'short',
        [['{{service}} {{kind}}', `max by (service, kind) (weisu_clock_running_rows${one})`]],
        '按种类。',
      ),
      panel(
        '迟到',
        's',
        [['{{service}}', `max by (service) (weisu_clock_lateness_seconds${one})`]],
        '到期最久而未触发的时限，业务时间。',
      ),
      panel(
        '触发失败',
        'short',
        [['{{service}}', `max by (service) (weisu_clock_failing_rows${one})`]],
        '正在重试。',
      ),
      panel(
        '触发',
        'short',
        [['{{type}}', 'sum by (type) (rate(weisu_events_published_total{type=~".+overdue.+"}[5m]))']],
        '每秒的超时事件。',
      ),
      panel(
        '回调投递',
        'short',
        [['{{state}}', 'max by (state) (weisu_webhook_delivery_rows)']],
        'ABANDONED：对方三天没有接收。',
      ),
      panel(
        '短信',
        'short',
        [['{{state}}', 'max by (state) (weisu_text_message_rows)']],
        '未发出的。EXPIRED：过了用处，或已有人应答。',
      ),
    ],
  },
};

const variable = (name, label, rest) => ({ name, label, hide: 0, ...rest });

function dashboard(uid, { title, panels }) {
  const width = 12;
  return {
    uid: `weisu-${uid}`,
    title,
    tags: ['weisu'],
    timezone: 'browser',
    schemaVersion: 39,
    version: 1,
    editable: false,
    refresh: '30s',
    time: { from: 'now-3h', to: 'now' },
    templating: {
      list: [
        variable('source', '数据源', { type: 'datasource', query: 'prometheus' }),
        variable('service', '服务', {
          type: 'query',
          datasource: source,
          query: 'label_values(weisu_outbox_rows, service)',
          refresh: 2,
          multi: true,
          includeAll: true,
          current: { text: 'All', value: '$__all' },
        }),
      ],
    },
    panels: panels.map(({ title: name, unit, queries, description, type }, index) => ({
      id: index + 1,
      type,
      title: name,
      description,
      datasource: source,
      gridPos: { x: (index % 2) * width, y: Math.floor(index / 2) * 8, w: width, h: 8 },
      fieldConfig: { defaults: { unit, min: 0 }, overrides: [] },
      options:
        type === 'stat' ? { reduceOptions: { calcs: ['lastNotNull'] } } : { tooltip: { mode: 'multi' } },
      targets: queries.map(([legendFormat, expr], at) => ({
        refId: String.fromCharCode(65 + at),
        datasource: source,
        expr,
        ...(legendFormat ? { legendFormat } : {}),
      })),
    })),
  };
}

const style = await resolveConfig(`${folder}x.json`);

/** File name → content. */
export const files = Object.fromEntries(
  await Promise.all(
    Object.entries(dashboards).map(async ([name, content]) => [
      `${name}.json`,
      await format(JSON.stringify(dashboard(name, content)), { ...style, parser: 'json' }),
    ]),
  ),
);

if (process.argv[1] === fileURLToPath(import.meta.url))
  for (const [name, content] of Object.entries(files)) writeFileSync(`${folder}${name}`, content);
