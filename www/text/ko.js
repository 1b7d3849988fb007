// 페이지의 한국어 문구. The same keys as en.js.

import { archives } from "./ko.archives.js";
import { container } from "./ko.container.js";
import { content } from "./ko.content.js";
import { details } from "./ko.details.js";
import { diagram } from "./ko.diagram.js";
import { images } from "./ko.images.js";
import { imports } from "./ko.import.js";
import { problems } from "./ko.problems.js";
import { search } from "./ko.search.js";
import { waste } from "./ko.waste.js";

/** @typedef {any} P */

export const ko = {
  ...problems,
  ...content,
  ...container,
  ...details,
  ...archives,
  ...diagram,
  ...imports,
  ...images,
  ...search,
  ...waste,
  "app.title": "Layerscope",

  bytes: (/** @type {P} */ p) => `${p.n}바이트`,

  "list.and": ", ",

  "header.image": "이미지",
  "header.untagged": "태그 없음",
  "header.layers": (/** @type {P} */ p) => `레이어 ${p.n}개`,
  "header.open": "열기…",
  "header.languageName": "English",
  "header.theme.auto": "테마: 시스템 설정. 밝게 바꾸기",
  "header.theme.light": "테마: 밝게. 어둡게 바꾸기",
  "header.theme.dark": "테마: 어둡게. 시스템 설정으로 바꾸기",
  "header.help": "단축키와 도움말",
  "header.parts": "화면 영역",

  "start.title": "컨테이너 이미지 안에는 무엇이 들어 있을까?",
  "start.lead":
    "이미지 아카이브를 이 페이지 아무 곳에나 끌어다 놓으세요. 읽기 전용 레이어와 컨테이너 안의 프로세스가 보게 될 파일 시스템을 보여 드리고, 그 위에 컨테이너의 읽기-쓰기 레이어를 얹어 작업할 수 있습니다.",
  "start.open": "이미지 아카이브 열기",
  "start.openFolder": "폴더 열기",
  "start.sample": "샘플 열어 보기",
  "start.or": "파일이나 폴더를 끌어다 놓거나, 파일을 붙여 넣어도 됩니다",
  "start.how": "아카이브 만드는 방법",
  "start.how.docker": "Docker",
  "start.how.podman": "Podman",
  "start.how.skopeo": "skopeo (엔진 없이)",
  "start.formats":
    "OCI 레이아웃(tar 또는 폴더)과 압축을 푼 아카이브도 열 수 있습니다. gzip, zstd, xz, bzip2 압축을 지원합니다.",
  "start.promise": "아무것도 업로드하지 않습니다",
  "start.promise.text":
    "파일은 이 컴퓨터에서, 이 페이지 안에서만 읽습니다. 페이지의 보안 정책(connect-src 'none')이 모든 네트워크 연결을 금지하고, 브라우저가 이를 강제합니다.",
  "start.promise.check":
    "직접 확인해 보세요. 개발자 도구의 네트워크 탭을 열고 파일을 놓거나, 아예 인터넷을 끊고 열어도 똑같이 동작합니다.",
  "start.drop": "놓으면 열립니다",
  "start.drop.text": "이 컴퓨터를 떠나지 않습니다",

  "opening.title": (/** @type {P} */ p) => `${p.file} 여는 중`,
  "opening.listing": (/** @type {P} */ p) => `폴더를 살펴보는 중: 파일 ${p.n}개`,
  "opening.indexing": "아카이브 목록을 읽는 중",
  "opening.preparing": "준비하는 중",

  "progress.scanning": "레이어 읽는 중",
  "progress.verifying": "다이제스트 검증 중",
  "progress.comparing": "비교할 이미지 읽는 중",
  "progress.of": (/** @type {P} */ p) => `${p.total} 중 ${p.done}`,
  "progress.left": (/** @type {P} */ p) => `약 ${p.time} 남음`,
  "progress.bar": "진행률",

  "action.cancel": "취소",
  "action.stop": "검증 중단",
  "action.copyThis": (/** @type {P} */ p) => `복사: ${p.what}`,
  "action.close": "닫기",
  "action.more": (/** @type {P} */ p) => `${p.n}개 더 보기`,

  "notice.cancelled": "중단했습니다. 파일 내용은 남아 있지 않습니다.",
  "notice.verifyStopped": "검증을 중단했습니다.",
  "notice.copied": "복사했습니다",
  "notice.notCopied": "브라우저가 복사를 허용하지 않았습니다.",

  "stack.title": "레이어",
  "stack.newest": "위가 최신",
  "stack.readonly": "읽기 전용",
  "stack.container": "컨테이너",
  "stack.readwrite": "읽기-쓰기",
  "stack.more": (/** @type {P} */ p) => `아래에 ${p.n}개 더`,
  "stack.rootfs": "루트 파일 시스템",
  "stack.rootfs.text":
    "이미지가 아니라 docker export로 만든 것과 같은, 레이어 없는 파일 시스템입니다. 전체를 하나로 보여 드립니다.",
  "stack.container.text":
    "docker run을 하면 이 자리에 얇은 쓰기 레이어가 놓입니다. 그 아래는 모두 읽기 전용 그대로입니다.",
  "stack.dead": "죽은 바이트: 저장되어 있지만 맨 위에서는 보이지 않음",
  "stack.layer": (/** @type {P} */ p) => `레이어 ${p.n}`,
  "stack.added": (/** @type {P} */ p) => `${p.n}개 추가`,
  "stack.changed": (/** @type {P} */ p) => `${p.n}개 변경`,
  "stack.removed": (/** @type {P} */ p) => `${p.n}개 삭제`,
  "stack.freesNothing": "공간은 그대로",
  "stack.noChange": "변경 없음",
  "stack.shared": (/** @type {P} */ p) => `${p.names}와(과) 공유`,
  "stack.sharedMore": (/** @type {P} */ p) => `${p.name} 외 ${p.n}개`,
  "stack.deadShare": (/** @type {P} */ p) => `그중 ${p.size}는 죽은 바이트`,
  "stack.empty": "레이어를 만들지 않은 히스토리 항목",
  "stack.state.waiting": "대기 중",
  "stack.state.reading": "읽는 중",
  "stack.state.ready": "다 읽음",
  "stack.state.damaged": "손상됨: 읽을 수 있는 데까지만 표시",
  "stack.state.missing": "아카이브에 없음",
  "stack.state.unreadable": "읽을 수 없음",
  "stack.badge.damaged": "손상됨",
  "stack.badge.missing": "없음",
  "stack.badge.unreadable": "읽기 불가",
  "stack.badge.mismatch": "다이제스트 다름",
  "stack.badge.foreign": "외부(foreign)",
  "stack.badge.limited": "일부만",
  "stack.badge.unread": "읽지 않음",

  "files.title": "파일",
  "files.mode": "표시할 파일",
  "files.mode.merged": "병합 뷰",
  "files.mode.layer": (/** @type {P} */ p) => `레이어 ${p.n}만`,
  "files.mode.changes": "변경 사항",
  "files.says.merged": (/** @type {P} */ p) => `레이어 ${p.n}의 컨테이너가 보는 파일`,
  "files.says.layer": (/** @type {P} */ p) => `레이어 ${p.n}의 tar에 든 항목`,
  "files.says.changes": (/** @type {P} */ p) => `레이어 ${p.n}에서 바뀐 것`,
  "files.says.rootfs": "파일 시스템에 든 파일",
  "files.ghosts": "삭제된 항목 표시",
  "files.expandAll": "모두 펼치기",
  "files.collapseAll": "모두 접기",
  "files.name": "이름",
  "files.size": "크기",
  "files.modeColumn": "권한",
  "files.owner": "소유자",
  "files.time": "수정 시각",
  "files.life": "레이어별 이력",
  "files.summary": (/** @type {P} */ p) => `파일 ${p.files}개, 디렉터리 ${p.directories}개, ${p.size}`,
  "files.reading": "레이어를 다 읽으면 파일이 나타납니다.",
  "files.nothing.merged": "이 레이어의 컨테이너에는 보이는 파일이 없습니다.",
  "files.nothing.layer": "이 레이어의 tar는 비어 있습니다.",
  "files.nothing.changes": "이 레이어에서 바뀐 것이 없습니다.",
  "files.goneBy": (/** @type {P} */ p) => `레이어 ${p.n}에서 삭제됨`,
  "files.gone": "이 뷰에는 없음",
  "files.unknownTime": "알 수 없음: 이 디렉터리의 항목을 가진 레이어가 없습니다",

  "strip.cell": (/** @type {P} */ p) => `레이어 ${p.n}: ${p.what}`,
  "strip.none": "항목을 가진 레이어 없음",

  "footer.verified": (/** @type {P} */ p) => `레이어 ${p.all}개 중 ${p.done}개 검증됨`,
  "footer.mismatch": (/** @type {P} */ p) => `레이어 ${p.n}개의 다이제스트가 다름`,
  "footer.damaged": (/** @type {P} */ p) => `레이어 ${p.n}개 손상됨`,
  "footer.missing": (/** @type {P} */ p) => `레이어 ${p.n}개 없음`,
  "footer.unreadable": (/** @type {P} */ p) => `레이어 ${p.n}개 읽을 수 없음`,
  "footer.limited": (/** @type {P} */ p) => `레이어 ${p.n}개 일부만 표시`,
  "footer.away": (/** @type {P} */ p) => `레이어 ${p.n}개 제외됨`,
  "footer.unnamed": "비교할 다이제스트 없음",
  "footer.stopped": "검증 중단됨",
  "footer.dead": (/** @type {P} */ p) => `전체 ${p.size} 중 죽은 바이트 ${p.dead}`,
  "footer.private": "아무것도 이 페이지를 떠나지 않습니다",

  "help.title": "단축키",
  "help.anywhere": "어디서나",
  "help.help": "이 도움말",
  "help.open": "다른 아카이브 열기",
  "help.theme": "밝게 또는 어둡게",
  "help.escape": "읽는 중 취소, 도움말 닫기",
  "help.layers": "레이어 목록에서",
  "help.height": "위아래로 이동: 파일 목록이 바로 따라옵니다",
  "help.ends": "최상위 레이어, 베이스 레이어",
  "help.show": "레이어 상세 정보 보기",
  "help.files": "파일 목록에서",
  "help.move": "행 사이 이동",
  "help.page": "한 페이지씩, 첫 행과 마지막 행",
  "help.openClose": "펼치기, 접기, 상위로 이동",
  "help.details": "파일 상세 정보 보기",
  "help.below": "현재 행 아래 모두 펼치기",
  "help.marks": "표시의 뜻",
  "help.sizes": "크기는 Docker처럼 셉니다. 1 kB는 1000바이트이며, 마우스를 올리면 정확한 바이트 수가 보입니다.",
};
