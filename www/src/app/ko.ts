// The page around its features, in Korean.

import type { Dictionary } from "../ui/i18n.ts";
import type { en } from "./en.ts";

export const ko: Dictionary<typeof en> = {
  "app.title": "Layerscope",

  "header.image": "이미지",
  "header.untagged": "태그 없음",
  "header.layers": (p) => `레이어 ${p.n}개`,
  "header.open": "열기…",
  "header.languageName": "English",
  "header.theme.auto": "테마: 시스템 설정. 밝은 테마로 바꾸기",
  "header.theme.light": "테마: 밝게. 어두운 테마로 바꾸기",
  "header.theme.dark": "테마: 어둡게. 시스템 설정으로 바꾸기",
  "header.help": "단축키와 도움말",
  "header.parts": "화면 영역",

  "start.title": "컨테이너 이미지에는 무엇이 들어 있을까요?",
  "start.lead":
    "이미지 아카이브를 이 페이지로 끌어다 놓으세요. 읽기 전용 레이어와, 컨테이너에서 보이는 파일을 확인할 수 있습니다. 그 위에서 컨테이너를 실행해 파일을 바꿔 볼 수도 있습니다.",
  "start.open": "이미지 아카이브 열기",
  "start.openFolder": "폴더 열기",
  "start.sample": "샘플 열어 보기",
  "start.or": "파일이나 폴더를 끌어다 놓거나, 파일을 붙여넣어도 됩니다",
  "start.how": "아카이브 만드는 방법",
  "start.how.docker": "Docker",
  "start.how.podman": "Podman",
  "start.how.skopeo": "skopeo(엔진 없이)",
  "start.formats":
    "OCI 레이아웃(tar나 폴더)과 압축을 푼 아카이브도 열 수 있습니다. 압축은 gzip, zstd, xz, bzip2를 지원합니다.",
  "start.promise": "파일을 업로드하지 않습니다",
  "start.promise.text":
    "파일은 이 컴퓨터에서 이 페이지가 직접 읽습니다. 페이지의 보안 정책(connect-src 'none')에 따라 브라우저가 모든 네트워크 연결을 막습니다.",
  "start.promise.check":
    "직접 확인해 보세요. 개발자 도구의 네트워크 탭을 연 채로 파일을 놓아 보세요. 인터넷을 끊어도 똑같이 동작합니다.",
  "start.drop": "놓으면 열립니다",
  "start.drop.text": "파일은 이 컴퓨터 밖으로 나가지 않습니다",

  "opening.title": (p) => `${p.file} 여는 중`,
  "opening.listing": (p) => `폴더 목록을 읽는 중: 파일 ${p.n}개`,
  "opening.indexing": "아카이브의 인덱스를 읽는 중",
  "opening.preparing": "준비하는 중",

  "progress.scanning": "레이어 읽는 중",
  "progress.verifying": "다이제스트 검증 중",
  "progress.comparing": "비교할 이미지 읽는 중",
  "progress.of": (p) => `${p.total} 중 ${p.done}`,
  "progress.left": (p) => `약 ${p.time} 남음`,
  "progress.bar": "진행률",

  "action.cancel": "취소",
  "action.stop": "검증 중단",
  "action.copyThis": (p) => `복사: ${p.what}`,
  "action.close": "닫기",
  "action.more": (p) => `${p.n}개 더 보기`,

  "notice.cancelled": "중단했습니다. 읽은 내용은 남기지 않았습니다.",
  "notice.verifyStopped": "검증을 중단했습니다.",
  "notice.copied": "복사했습니다",
  "notice.notCopied": "브라우저가 복사를 허용하지 않았습니다.",

  "footer.verified": (p) => `레이어 ${p.all}개 중 ${p.done}개 검증됨`,
  "footer.mismatch": (p) => `다이제스트가 다른 레이어 ${p.n}개`,
  "footer.damaged": (p) => `손상된 레이어 ${p.n}개`,
  "footer.missing": (p) => `없는 레이어 ${p.n}개`,
  "footer.unreadable": (p) => `읽을 수 없는 레이어 ${p.n}개`,
  "footer.limited": (p) => `일부만 표시된 레이어 ${p.n}개`,
  "footer.away": (p) => `아카이브에 일부러 넣지 않은 레이어 ${p.n}개`,
  "footer.unnamed": "검증할 다이제스트 없음",
  "footer.stopped": "검증 중단됨",
  "footer.dead": (p) => `전체 ${p.size} 중 가려진 용량 ${p.dead}`,
  "footer.private": "파일은 이 페이지 밖으로 나가지 않습니다",

  "help.title": "단축키",
  "help.anywhere": "어디서나",
  "help.sizes": "크기 단위는 Docker와 같습니다. 1 kB는 1,000바이트이며, 마우스를 올리면 정확한 바이트 수가 보입니다.",

  "save.title": "저장",
  "save.running": "저장하는 중",
  "save.running.of": (p) => `${p.name} 저장하는 중`,
  "save.busy": (p) => `한 번에 하나씩 저장합니다. 지금 저장하는 파일: ${p.name}`,
  "save.done": (p) => `저장했습니다: ${p.name}`,
  "save.failed": (p) => `저장하지 못했습니다: ${p.name}`,
  "save.stopped": "저장을 중단했습니다.",
  "save.renamed": "일부 컴퓨터에서 쓸 수 없는 이름이라 바꿔 저장했습니다. 원래 이름:",
  "save.partly": "읽지 못한 부분이 있습니다. 나머지는 모두 저장했습니다.",
  "save.more": (p) => `그 밖에 ${p.n}건`,
  "save.root": "root",
  "save.viewName": (p) => `${p.image} 레이어 ${p.n}까지`,
  "save.layer": "레이어를 tar로 저장",
  "save.layer.text": "압축을 푼 레이어 tar. diff_id는 이 바이트의 다이제스트입니다",
  "save.view": "병합된 뷰를 tar로 저장",
  "save.viewAt": (p) => `레이어 ${p.n}의 뷰를 tar로 저장`,
  "save.view.text": "선택한 레이어의 컨테이너에서 보이는 파일",

  "details.title": "상세 정보",
  "help.escape": "도움말, 대화 상자, 메뉴 닫기",
  "help.singleKeys": "한 글자 단축키",
  "help.singleKeys.text":
    "n, / 같은 글자와 기호 하나만 눌러도 바로 동작합니다. 한글 입력 상태에서도 같습니다. 음성 입력을 쓰거나 키를 잘못 누르는 일이 잦다면 꺼 두세요. 화살표 키, Enter, Esc와 Ctrl 조합은 계속 동작합니다.",

  "command.page": "일반",
  "command.open": "다른 아카이브 열기",
  "command.theme": "테마 바꾸기",
  "command.language": "영어로 전환 (English)",
  "command.cancel": "읽기 취소",
  "command.tab": (p) => `상세 정보: ${p.what}`,
  "command.view": (p) => `보기: ${p.what}`,
};
