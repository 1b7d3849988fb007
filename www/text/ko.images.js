// 여러 이미지를 나란히 볼 때의 한국어 문구.

/** @typedef {any} P */

export const images = {
  "images.door": "이미지",
  "images.door.title": "여러 이미지: 공유하는 레이어, 풀 비용, 두 이미지의 차이, 스쿼시했을 때의 변화",
  "images.title": "여러 이미지",
  "images.images": "이미지",
  "images.tab.sharing": "공유",
  "images.tab.pull": "풀(pull)",
  "images.tab.compare": "비교",
  "images.tab.whatif": "만약에",
  "images.ask.sharing": "이 이미지들은 어떤 레이어를 공유할까?",
  "images.ask.pull": "풀하면 무엇을 내려받을까?",
  "images.ask.compare": "무엇이 다를까?",
  "images.ask.whatif": (/** @type {P} */ p) =>
    p.name ? `${p.name} 이미지를 스쿼시하면 무엇을 아끼고 무엇을 잃을까?` : "스쿼시하면 무엇을 아끼고 무엇을 잃을까?",
  "images.back": "파일로 돌아가기 (Esc)",
  "images.add": "아카이브 추가…",
  "images.add.title": "다른 아카이브를 나란히 열기",
  "images.alone": "이미지가 하나만 열려 있습니다. 나란히 볼 이미지가 더 필요합니다.",
  "images.alone.how":
    "두 번째 아카이브를 이 페이지 아무 곳에나 끌어다 놓거나 ‘아카이브 추가…’로 파일을 고르세요. 한 아카이브에 이미지가 여럿 들어 있어도 됩니다: docker save IMAGE IMAGE.",
  "images.files": (/** @type {P} */ p) => `아카이브 ${p.n}개`,
  "images.more": (/** @type {P} */ p) => `외 ${p.n}개`,
  "images.drop": "놓으면 나란히 추가됩니다",

  "images.landed.title": "추가됨",
  "images.landed": (/** @type {P} */ p) => `${p.file} 파일을 나란히 열었습니다(이미지 ${p.n}개).`,
  "images.landed.text": (/** @type {P} */ p) => `이제 위쪽 목록에 이미지가 ${p.n}개 있습니다.`,
  "images.landed.share": "무엇을 공유할까?",
  "images.landed.show": "보기",
  "images.landed.instead": "이것만 열기",

  "images.drawing": "레이어 스택 그림",
  "images.sharing.label": (/** @type {P} */ p) =>
    `이미지 ${p.n}개를 공통 줄기에서 자라는 스택으로 그린 그림. 저장된 레이어 ${p.layers}개. 아래 표도 같은 내용입니다.`,
  "images.pull.label": (/** @type {P} */ p) =>
    `${p.name} 이미지의 레이어 중 이미 있는 것과 내려받을 것. 아래 표도 같은 내용입니다.`,
  "images.by": (/** @type {P} */ p) => `이미지 ${p.n}개`,
  "images.cap": (/** @type {P} */ p) => `${p.stored}, 고유 ${p.own}`,
  "images.cap.title": (/** @type {P} */ p) => `레이어 합계 ${p.stored}, 이 이미지에만 있는 것 ${p.own}`,
  "images.twin.title": (/** @type {P} */ p) => `≡${p.letter}: 같은 내용이 다른 자리에도 저장되어 있습니다`,
  "images.legend.wide":
    "베이스가 맨 아래입니다. 넓은 블록은 여러 이미지가 공유하는 한 레이어이고, 높이는 저장된 바이트에 비례합니다.",
  "images.legend.none": "베이스가 맨 아래입니다. 공유하는 레이어가 없습니다. 높이는 저장된 바이트에 비례합니다.",
  "images.legend.colour": (/** @type {P} */ p) => `색이 있는 블록: 지금 보고 있는 이미지 ${p.name}의 레이어.`,
  "images.legend.twin": "같은 내용이 다른 자리에 있음: 레지스트리는 한 번, 호스트는 자리마다 저장합니다.",
  "images.sum": "이미지마다 따로 저장하면",
  "images.once": "호스트처럼 한 번씩 저장하면",
  "images.saved": "공유로 아낀 양",
  "images.content": "레지스트리에서(같은 내용은 한 번)",
  "images.table": "표로 보기",

  "images.pull.want": "풀할 이미지",
  "images.pull.have": "머신에 있는 이미지",
  "images.pull.says": (/** @type {P} */ p) =>
    `${p.name} 이미지를 풀하면 레이어 ${p.of}개 중 ${p.n}개, ${p.size}를 내려받습니다.`,
  "images.pull.nothing": (/** @type {P} */ p) =>
    `${p.name} 이미지를 풀해도 내려받을 레이어가 없습니다. 모두 이미 있습니다.`,
  "images.pull.kept": (/** @type {P} */ p) => `${p.size} (${p.share})는 이미 있음`,
  "images.pull.plain":
    "일부는 이 아카이브에 압축 없이 저장된 tar의 바이트입니다. 레지스트리는 압축해서 보내므로 더 적습니다.",
  "images.pull.caption": (/** @type {P} */ p) => `${p.name} 이미지의 레이어, 맨 위부터`,
  "images.pull.state": "풀",
  "images.pull.has": "이미 있음",
  "images.pull.by": (/** @type {P} */ p) => `${p.name} 이미지에`,
  "images.pull.get": "내려받음",
  "images.pull.again": (/** @type {P} */ p) => `같은 내용인 레이어 ${p.n}에서 함께 받음`,
  "images.pull.total": "내려받는 양 합계",

  "images.left": "기준",
  "images.right": "지금 보는 이미지:",
  "images.left.short": "왼쪽",
  "images.right.short": "오른쪽",
  "images.compare.go": "비교",
  "images.compare.wait": "보고 있는 이미지를 다 읽으면 비교할 수 있습니다.",
  "images.compare.text":
    "비교하려면 다른 이미지의 레이어를 읽습니다. 변경은 왼쪽 이미지에서 오른쪽, 곧 지금 보는 이미지로 가는 방향으로 말합니다.",
  "images.compare.running": "다른 이미지를 읽는 중…",
  "images.compare.proving": "바이트로 비교하는 중…",
  "images.compare.prove": "바이트로 비교",
  "images.compare.uncertain":
    "아직 모든 바이트를 해시하지 않았습니다. 크기와 시각이 같으면 같은 내용으로 보며, 옮겨진 파일은 알 수 없습니다.",
  "images.compare.unread": (/** @type {P} */ p) =>
    `끝까지 읽지 못한 레이어 때문에 파일이 추가되거나 삭제된 것처럼 보일 수 있습니다.${p.left ? ` 왼쪽: ${p.left}.` : ""}${p.right ? ` 오른쪽: ${p.right}.` : ""}`,
  "images.compare.sizes": (/** @type {P} */ p) => `${p.left} → ${p.right} (${p.more}).`,
  "images.compare.common": (/** @type {P} */ p) =>
    `왼쪽 ${p.left}개, 오른쪽 ${p.right}개 레이어 중 ${p.common === "0" ? "같은 것이 없습니다" : `아래쪽 ${p.common}개가 같습니다`}.`,
  "images.verdict.same": "같은 이미지입니다. id가 같습니다.",
  "images.verdict.identical": "파일이 모두 같습니다. 경로, 바이트, 속성이 전부 같습니다.",
  "images.verdict.rebuild": (/** @type {P} */ p) =>
    `다시 빌드한 이미지입니다. 다이제스트는 다르지만 파일은 같습니다${p.times === "0" ? "." : `. 경로 ${p.times}개의 시각만 다릅니다.`}`,
  "images.verdict.different": (/** @type {P} */ p) =>
    `실제로 다릅니다. 경로 ${p.n}개가 다릅니다${p.times === "0" ? "." : `(그중 ${p.times}개는 시각만).`}`,
  "images.sign": "차이",
  "images.layer.right": "오른쪽에만 있음",
  "images.layer.left": "왼쪽에만 있음",
  "images.layer.equal": "같은 레이어",
  "images.layer.files": "다이제스트는 다르지만 시각 말고는 파일이 같음",
  "images.layer.differs": "다름",
  "images.config.key": "설정",
  "images.config.none": "없음",
  "images.config.same": "설정이 같습니다.",
  "images.history.same": (/** @type {P} */ p) => `이력이 같습니다(${p.n}개 항목).`,
  "images.files.none": (/** @type {P} */ p) => `다른 경로가 없습니다. ${p.n}개가 같습니다.`,
  "images.files.caption": "다른 경로, 변화가 큰 것부터",
  "images.filter": "어떤 차이",
  "images.filter.all": "전체",
  "images.filter.text": "경로 거르기(검색과 같은 문법)",
  "images.status.added": "추가",
  "images.status.changed": "변경",
  "images.status.removed": "삭제",
  "images.status.moved": "이동",
  "images.why": "이유",
  "images.difference": "차이",
  "images.onlyLeft": "지금 보는 이미지에는 없습니다",
  "images.goTo": (/** @type {P} */ p) => `${p.path}(으)로 가기`,
  "images.rows": (/** @type {P} */ p) => `경로 ${p.total}개 중 ${p.from}–${p.to}`,
  "images.rows.none": "맞는 경로가 없습니다.",

  "images.whatif.wait": "모든 레이어를 읽으면 보여 드립니다.",
  "images.whatif.one": "레이어가 하나뿐이거나 없어서 합칠 것이 없습니다.",
  "images.whatif.now": (/** @type {P} */ p) =>
    `지금: 레이어 ${p.layers}개, ${p.size}, 그중 죽은 바이트 ${p.dead}. 맨 위 레이어만 바뀌면 풀할 때 ${p.pull}를 내려받습니다.`,
  "images.stable": (/** @type {P} */ p) =>
    `${p.name} 이미지와 ${p.n === 1 ? "레이어 1이" : `레이어 1–${p.n}이`} 같습니다. 그 위, 레이어 ${p.above}부터 합치면 계속 공유됩니다.`,
  "images.stable.none": (/** @type {P} */ p) => `${p.name} 이미지와는 레이어 1부터 달라서 공유하는 것이 없습니다.`,
  "images.stable.top": (/** @type {P} */ p) =>
    `${p.name} 이미지와 맨 위 레이어만 다릅니다. 무엇을 합치든 공유하는 양이 줄어듭니다.`,
  "images.stable.all": (/** @type {P} */ p) => `${p.name} 이미지도 이 레이어를 모두 가지고 있습니다.`,
  "images.whatif.step": "합치기 시작할 레이어",
  "images.whatif.lower": "한 레이어 아래로",
  "images.whatif.higher": "한 레이어 위로",
  "images.whatif.all": "모든 레이어를 하나로",
  "images.whatif.nothing": "합치지 않음: 지금 그대로",
  "images.whatif.from": (/** @type {P} */ p) => `레이어 ${p.n}–${p.to}를 하나로`,
  "images.whatif.range": (/** @type {P} */ p) => `${p.from}–${p.to}`,
  "images.whatif.merge": (/** @type {P} */ p) =>
    `레이어 ${p.from}–${p.to}가 하나가 되어 레이어 ${p.layers}개가 남습니다.`,
  "images.whatif.saved": "아끼는 양",
  "images.whatif.after": (/** @type {P} */ p) => `${p.size} 남음`,
  "images.whatif.unshared": "더는 공유하지 않는 양",
  "images.whatif.with": (/** @type {P} */ p) => `${p.names} 이미지와`,
  "images.whatif.pull": "업데이트 풀",
  "images.whatif.instead": (/** @type {P} */ p) => `지금은 ${p.size}`,
  "images.whatif.merged": "합치는 레이어",
  "images.whatif.size": "이미지 크기",
  "images.whatif.sharers": "함께 쓰던 이미지",
  "images.whatif.runs": "합칠 만한 연속 레이어",
  "images.whatif.clean": "다른 레이어가 죽인 바이트를 저장한 레이어가 없습니다. 합쳐도 아끼는 것이 없습니다.",
  "images.whatif.table": "한 레이어부터 맨 위까지",
  "images.whatif.units":
    "바이트는 압축하지 않은 파일 내용의 크기입니다. 업데이트는 맨 위 레이어만 바뀐 경우이며, 그것과 합쳐진 것은 함께 다시 내려받습니다.",
  "images.chart.across": "위에서부터 합친 레이어 수",
  "images.chart.size": "저장",
  "images.chart.pull": "업데이트 풀",
  "images.chart.unshared": "공유하지 않게 됨",
  "images.chart.label": (/** @type {P} */ p) =>
    `합치지 않은 상태에서 레이어 ${p.layers}개를 모두 합칠 때까지: 저장할 바이트는 ${p.before}에서 ${p.after}로, 업데이트에 내려받을 바이트는 ${p.pull}에서 ${p.pullAfter}로 바뀝니다. 아래 표에 모든 단계가 있습니다.`,

  "help.images": "여러 이미지: 공유, 풀, 비교, 스쿼시",
};
